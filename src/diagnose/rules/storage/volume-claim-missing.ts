import { cite } from "../../cite.ts";
import { nearestName } from "../../graph/nearest-name.ts";
import { change, defineRule } from "../../rule.ts";
import type { Situation } from "../../situation/situation.ts";
import { notReadySince } from "../../situation/trouble.ts";
import { schedulerSays } from "./claims.ts";

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
    for (const { ref, pods } of situation.workloads) {
      const [found] = pods.flatMap((pod) => {
        const [, name] = /persistentvolumeclaim "([^"]+)" not found/.exec(schedulerSays(pod)) ?? [];
        return name ? [{ pod, name }] : [];
      });
      if (!found) continue;
      const { pod, name } = found;
      yield {
        object: ref,
        title: `${ref.name} mounts claim ${name}, which does not exist${hint(situation, ref.namespace, name)}`,
        confidence: "high",
        since: notReadySince(pod),
        evidence: [cite.object(ref, `pod ${pod.metadata.name} is not scheduled: ${schedulerSays(pod)}`)],
        next: [change(`Create claim ${name} in ${ref.namespace}, or correct the name`)],
      };
    }
  },
});

/** A claim of nearly that name, or of that name elsewhere: pods use claims of their own namespace only. */
function hint(situation: Situation, namespace: string, name: string): string {
  const claims = situation.all("PersistentVolumeClaim").map(({ metadata }) => metadata);
  const nearest = nearestName(
    name,
    claims.filter((item) => item.namespace === namespace).map((item) => item.name),
  );
  const elsewhere = claims.find((item) => item.name === name);
  if (nearest) return `; there is ${nearest}`;
  return elsewhere ? `; namespace ${elsewhere.namespace} has one` : "";
}
