import { cite } from "../../cite.ts";
import { change, defineRule } from "../../rule.ts";
import { notReadySince } from "../../situation/trouble.ts";

export const volumeClaimMissing = defineRule({
  code: "volume-claim-missing",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The pod names a claim that does not exist.",
  needs: "The scheduler's message on a pending pod.",
  remedy: "Create the claim, or correct its name in the workload.",
  disproof: "The claim exists in the namespace of the pod.",
  *check(situation) {
    for (const workload of situation.workloads)
      for (const pod of workload.pods) {
        const condition = pod.status?.conditions?.find(
          ({ type, status }) => type === "PodScheduled" && status === "False",
        );
        const [, name] = /persistentvolumeclaim "([^"]+)" not found/.exec(condition?.message ?? "") ?? [];
        if (!name) continue;
        yield {
          object: workload.ref,
          title: `${workload.ref.name} mounts claim ${name}, which does not exist`,
          confidence: "high",
          since: notReadySince(pod),
          evidence: [cite.object(workload.ref, `pod ${pod.metadata.name} is not scheduled: ${condition?.message}`)],
          next: [change(`Create claim ${name} in ${workload.ref.namespace}, or correct the name`)],
        };
        break;
      }
  },
});
