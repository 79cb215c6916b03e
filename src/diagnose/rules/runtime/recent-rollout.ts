import type { Evidence } from "../../../core/evidence.ts";
import type { Step } from "../../../core/finding.ts";
import { cite } from "../../cite.ts";
import { undo } from "../../rule.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** A rollout this recent may be what brought the trouble. */
const RECENT_MS = 24 * 3_600_000;

/** The workload's newest rollout, when it is recent and changed the template. */
export function recentRollout(
  situation: Situation,
  { ref }: WorkloadView,
): { evidence: Evidence; undo: Step } | undefined {
  const [rollout] = situation.rollouts(ref);
  if (!rollout?.at || situation.now - rollout.at > RECENT_MS || rollout.differences.length === 0) return undefined;
  const changes = rollout.differences
    .slice(0, 3)
    .map(({ path, from, to }) => `${path}: ${from ?? "nothing"} → ${to ?? "nothing"}`);
  const more = rollout.differences.length > 3 ? ` and ${rollout.differences.length - 3} more` : "";
  return {
    evidence: cite.rollout(rollout, `revision ${rollout.revision} changed ${changes.join("; ")}${more}`),
    undo: undo(rollout, "Undo the last rollout"),
  };
}
