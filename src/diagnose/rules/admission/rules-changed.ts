import { timeOf } from "../../../core/time.ts";
import type { Situation } from "../../situation/situation.ts";
import { type Refusal, replicaSetsOf } from "./refusal.ts";

/** A controller creates pods within seconds of a new template; later refusals are not about what is new in it. */
const SETTLED_MS = 10 * 60_000;

/**
 * Were pods of this very template let in before? Then it is not the workload that changed but what pods have to obey:
 * the quota, the limit range, the level of the namespace, the policy.
 */
export function rulesChanged(situation: Situation, { workload: { ref, object }, since }: Refusal): boolean {
  const [newest] = replicaSetsOf(situation, ref).filter(({ spec }) => (spec?.replicas ?? 1) > 0);
  const made = timeOf((newest ?? object)?.metadata.creationTimestamp);
  const rolled = newest ? undefined : situation.rollouts(ref)[0]?.at;
  const began = timeOf(since);
  return made !== undefined && began !== undefined && began - Math.max(made, rolled ?? 0) > SETTLED_MS;
}
