import type { Signature } from "../signature.ts";
import { searchFor } from "./automaton.ts";
import { literalsOf } from "./literals.ts";

/** Of these, the signatures whose pattern may match a text, in their order: each has a fixed text of the pattern in it. */
export function signaturesFor(signatures: readonly Signature[]): (text: string) => readonly Signature[] {
  let search: ReturnType<typeof build> | undefined;
  return (text) => {
    search ??= build(signatures);
    return search(text);
  };
}

function build(signatures: readonly Signature[]): (text: string) => readonly Signature[] {
  const owners: number[] = [];
  const literals = signatures.flatMap((item, i) => {
    const own = literalsOf(item.pattern);
    if (!own) throw new Error(`signature ${item.id} has an alternative without a fixed text`);
    owners.push(...own.map(() => i));
    return own;
  });
  const find = searchFor(literals);
  return (text) => {
    let found: number[] | undefined;
    find(text, (which) => {
      const owner = owners[which] ?? 0;
      if (!found) found = [owner];
      else if (!found.includes(owner)) found.push(owner);
    });
    return (found ?? []).sort((a, b) => a - b).flatMap((i) => signatures[i] ?? []);
  };
}
