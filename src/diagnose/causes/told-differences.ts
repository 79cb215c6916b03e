import type { Difference } from "../../core/template-diff.ts";
import { oneLine } from "../../core/untrusted.ts";

/** What most often breaks things, first. */
const ORDER = [
  /\.image$/,
  /resources/,
  /Probe/,
  /\.(?:command|args)/,
  /env/,
  /ports/,
  /volumes|volumeMounts/,
  /labels/,
];
const SOME = { most: 3, width: 60 };

/** Differences in a few words: `containers[api].image: api:1.4 → api:1.5, and 2 more`. */
export function toldDifferences(differences: readonly Difference[], { most, width } = SOME): string {
  const rank = ({ path }: Difference) => {
    const place = ORDER.findIndex((pattern) => pattern.test(path));
    return place === -1 ? ORDER.length : place;
  };
  const sorted = differences.toSorted((a, b) => rank(a) - rank(b));
  const told = sorted
    .slice(0, most)
    .map(withoutRegistry)
    .map(({ path, from, to }) => `${path}: ${oneLine(from ?? "(none)", width)} → ${oneLine(to ?? "(none)", width)}`);
  const more = sorted.length - told.length;
  return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join(", ");
}

/** `registry.example.com/payments/api:1.4` to `…/api:1.5` is `api:1.4` to `api:1.5`. */
function withoutRegistry({ path, from, to }: Difference): Difference {
  const folder = path.endsWith(".image") ? from?.slice(0, from.lastIndexOf("/") + 1) : undefined;
  return folder && to?.startsWith(folder)
    ? { path, from: from?.slice(folder.length) ?? null, to: to.slice(folder.length) }
    : { path, from, to };
}
