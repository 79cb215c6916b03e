import { nearestName } from "../../graph/nearest-name.ts";
import { change, defineRule } from "../../rule.ts";
import { notReadySince } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import { quotaWithoutRoom } from "./full-quota.ts";
import { missingClaims } from "./missing-claims.ts";

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
    for (const { workload, pod, name, says } of missingClaims(situation)) {
      const { ref } = workload;
      if (quotaWithoutRoom(situation, ref.namespace, "PersistentVolumeClaim")) continue;
      yield {
        object: ref,
        title: `${ref.name} mounts claim ${name}, which does not exist${hint(situation, ref.namespace, name)}`,
        confidence: "high",
        since: notReadySince(pod),
        evidence: [says],
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
