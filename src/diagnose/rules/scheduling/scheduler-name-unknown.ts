import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";

/** The scheduler speaks within seconds; a minute of silence is not its load. */
const SILENCE_MS = 60_000;

export const schedulerNameUnknown = defineRule({
  code: "scheduler-name-unknown",
  family: "scheduling",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The pod names a scheduler that does not run here, so nothing schedules it.",
  needs: "A pending pod with another schedulerName, without node, condition or event for a minute.",
  remedy: "Correct schedulerName, or start that scheduler.",
  disproof: "Other pods with the same schedulerName are scheduled.",
  *check(situation) {
    const served = new Set(
      situation
        .all("Pod")
        .filter(({ spec }) => spec?.nodeName)
        .map(({ spec }) => spec?.schedulerName ?? "default-scheduler"),
    );
    for (const workload of situation.workloads) {
      const [pod] = workload.pods.filter(({ spec, status, metadata }) => {
        const silent = !spec?.nodeName && !status?.conditions?.some(({ type }) => type === "PodScheduled");
        return silent && situation.now - Date.parse(metadata.creationTimestamp ?? "") > SILENCE_MS;
      });
      const name = pod?.spec?.schedulerName ?? "default-scheduler";
      if (!pod || name === "default-scheduler" || served.has(name)) continue;
      yield {
        object: workload.ref,
        title: `${workload.ref.name} uses scheduler ${name}, which schedules nothing here`,
        confidence: "high",
        since: pod.metadata.creationTimestamp ?? null,
        evidence: [
          cite.object(
            refOf(pod),
            `pod ${pod.metadata.name} has no node, no PodScheduled condition and schedulerName ${name}`,
          ),
        ],
        next: [look("See which schedulers speak", "kubectl get events -A --field-selector reason=Scheduled")],
      };
    }
  },
});
