import { quantity } from "../../../core/quantity.ts";
import { cite } from "../../cite.ts";
import { defineRule, look, undo } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { partOf } from "../../situation/part.ts";
import { lastTermination } from "../../situation/pod.ts";
import { podsToJudge } from "./crash.ts";
import { killedAtLimit, loweredLimit, peakNear } from "./memory-limit.ts";

export const oomKilled = defineRule({
  code: "oom-killed",
  family: "runtime",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The kernel kills the container because it reaches its memory limit.",
  needs: "A container status that ended with reason OOMKilled and is not stable since.",
  remedy: "Raise the limit to what the working set needs, or undo the rollout that lowered it; then look for the leak.",
  disproof:
    "The working set stays well below the limit until the kill, or the node itself was out of memory (event SystemOOM).",
  *check(situation) {
    for (const workload of situation.workloads) {
      const { ref } = workload;
      const pods = podsToJudge(workload);
      const killed = killedAtLimit(workload, situation.now);
      const [first] = killed;
      if (!first) continue;
      const affected = new Set(killed.map(({ pod }) => pod)).size;
      const restarts = killed.reduce((sum, { status }) => sum + (status?.restartCount ?? 0), 0);
      const limit = first.spec.resources?.limits?.memory;
      const ends = killed.flatMap(({ status }) => lastTermination(status)?.finishedAt ?? []).sort();
      const last = ends.at(-1) ?? null;
      const latest = killed.find(({ status }) => lastTermination(status)?.finishedAt === last) ?? first;
      const lowered = loweredLimit(situation, workload, first.spec.name);
      const at = lowered?.rollout.at;
      yield {
        object: ref,
        title: `${partOf(workload, first)} exceeds its memory limit${limit ? ` of ${limit}` : ""}${lowered ? ` after rollout ${lowered.rollout.revision}` : ""}`,
        confidence: "high",
        since: at ? new Date(at).toISOString() : (ends[0] ?? null),
        severity: affected < pods.length ? "warning" : "critical",
        evidence: [
          cite.object(
            refOf(latest.pod),
            `${affected} of ${pods.length} pods OOMKilled, ${restarts} restarts, last ${last ?? "at an unknown time"}`,
            { container: first.spec.name, limit: limit ?? null },
            last,
          ),
          ...(lowered ? [lowered.evidence] : []),
          ...peakNear(quantity(limit), situation, workload),
        ],
        next: [
          ...(lowered ? [undo(lowered.rollout, "Undo the rollout that lowered the limit")] : []),
          look("Compare use with the limit", `kubectl -n ${ref.namespace} top pod --containers`),
        ],
      };
    }
  },
});
