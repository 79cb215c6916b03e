import { timeOf } from "../../core/time.ts";
import { cite } from "../cite.ts";
import type { Situation } from "../situation/situation.ts";
import { isDependent, isOutage } from "./candidate.ts";
import type { Root } from "./reaching.ts";
import { toldDifferences } from "./told-differences.ts";

/** A change this long before the trouble may have to do with it. */
const NEAR_MS = 60 * 60_000;

/** What is often only an effect, and is explained by nothing that could be read, may have its cause in what could not be. */
export function withDoubt<R extends Root>(root: R, { whole }: Situation): R {
  const doubtful = !whole && isDependent(root) && root.draft.confidence === "high";
  return doubtful ? { ...root, draft: { ...root.draft, confidence: "medium" } } : root;
}

/** A part that does not serve, for no reason that was found, is told as that: its pods say no more, and their node's log may. */
export function withReasonMissing<R extends Root>(root: R): R {
  if (!isOutage(root)) return root;
  return { ...root, draft: { ...root.draft, title: `${root.draft.title}; no cause found` } };
}

/** The root with the rollout just before it as evidence: what changed is what people ask next. */
export function withChange<R extends Root>(root: R, situation: Situation): R {
  const { object, since, evidence } = root.draft;
  const began = timeOf(since);
  const rollout = situation
    .rollouts(object)
    .find(({ at }) => at !== undefined && began !== undefined && at <= began + 60_000 && began - at < NEAR_MS);
  const known = evidence.some(({ kind }) => kind === "change");
  if (!rollout || known || rollout.differences.length === 0) return root;
  const text = `revision ${rollout.revision} of ${object.name}: ${toldDifferences(rollout.differences)}`;
  return { ...root, draft: { ...root.draft, evidence: [...evidence, cite.rollout(rollout, text)] } };
}
