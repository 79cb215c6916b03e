import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { cordonedAt } from "./cordoned-at.ts";
import type { Decision } from "./decide.ts";

/**
 * A selector that leaves two nodes and a cordon of both fail only together; what changed last is what a person would take
 * back. The selector is, when a rollout wrote it after the nodes were cordoned.
 */
export function changedLast(decision: Decision, situation: Situation, { ref }: WorkloadView): Decision {
  if (decision.requirement !== "cordoned") return decision;
  const [rollout] = situation.rollouts(ref);
  const written = rollout?.differences.some(({ path }) => path.startsWith("nodeSelector")) ? rollout.at : undefined;
  const cordons = decision.fits.map(({ node }) => cordonedAt(node, situation));
  const isLater = written !== undefined && cordons.every((at) => at !== undefined && at < written);
  return isLater ? { ...decision, requirement: "node-selector" } : decision;
}
