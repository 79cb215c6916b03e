import type { Passage } from "../../core/passage.ts";
import { analyze } from "../words/analyze.ts";

/** Share of words that two texts have in common from which on the second tells nothing new. */
const SAME = 0.85;

/** A passage and the paths of other documents that say nearly the same. */
export interface Folded {
  passage: Passage;
  copies: string[];
}

/** Near-identical passages under the first of them. Same words under another title are another document: runbooks share boilerplate. */
export function fold(passages: readonly Passage[]): Folded[] {
  const titled = Map.groupBy(passages, ({ title }) => analyze(title).join(" "));
  const folded = new Map([...titled.values()].flatMap(foldSame));
  return passages.flatMap((passage) => {
    const copies = folded.get(passage);
    return copies ? [{ passage, copies }] : [];
  });
}

/** Of passages of one title, those that stay, with the paths of those like them. To compare words takes long, and few share a title. */
function foldSame(passages: readonly Passage[]): [Passage, string[]][] {
  const [only, ...others] = passages;
  if (only && others.length === 0) return [[only, []]];
  const kept: { passage: Passage; copies: string[]; words: Set<string> }[] = [];
  for (const passage of passages) {
    const words = new Set(analyze(passage.text));
    const same = kept.find((other) => overlap(other.words, words) >= SAME);
    if (same) same.copies.push(passage.path);
    else kept.push({ passage, copies: [], words });
  }
  return kept.map(({ passage, copies }) => [passage, copies]);
}

/** Jaccard index of two sets. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = a.intersection(b).size;
  return both / (a.size + b.size - both || 1);
}
