import { keyOf } from "../../core/object.ts";
import type { Situation } from "../situation/situation.ts";
import { someOf } from "../some-of.ts";
import { candidate } from "./candidate.ts";
import type { Root } from "./reaching.ts";

/** So many who complain of one server have, but for that server, nothing in common. */
const SEVERAL = 2;

/**
 * What several say of one server, and nothing explains, is the server's: it is told once, of the server, with those who
 * repeat it below. One is enough where the server itself answered so.
 */
export function toldTogether(
  roots: readonly Root[],
  situation: Situation,
): { alone: readonly Root[]; together: readonly Root[] } {
  const about = Map.groupBy(
    roots.filter(({ draft }) => draft.repeats),
    ({ draft }) => (draft.repeats ? keyOf(draft.repeats.object) : ""),
  );
  const told = [...about.values()].filter(
    (same) => new Set(same.map(({ key }) => key)).size >= SEVERAL || same.some(({ draft }) => draft.repeats?.answered),
  );
  const passedOn = new Set(told.flat());
  return {
    alone: roots.filter((root) => !passedOn.has(root)),
    together: told.flatMap((same) => together(same, situation)),
  };
}

/** In the words of the one that tells most. */
function together(same: readonly Root[], situation: Situation): Root[] {
  const [first] = same.toSorted((a, b) => b.rule.specificity - a.rule.specificity || a.key.localeCompare(b.key));
  const repeats = first?.draft.repeats;
  if (!first || !repeats) return [];
  const [, ...more] = [first, ...same.filter((root) => root !== first)].flatMap(({ draft }) => draft.evidence);
  const names = [...new Set(same.map(({ draft }) => draft.object.name))].sort();
  const callers =
    names.length > 1 ? ` (logged by ${names.length} callers: ${someOf(names)})` : ` (logged by ${names[0]})`;
  const { repeats: _, ...said } = first.draft;
  const draft = {
    ...said,
    object: repeats.object,
    title: `${repeats.title}${callers}`,
    since: same.flatMap(({ draft: { since } }) => since ?? []).sort()[0] ?? null,
    evidence: [first.draft.evidence[0], ...more] as const,
    next: repeats.next,
    affects: same.flatMap(({ draft: { object, affects = [] } }) => [object, ...affects]),
  };
  return [{ ...candidate(first.rule, draft, situation), explains: same.flatMap((root) => [root, ...root.explains]) }];
}
