import { keyOf } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { claimUsers, schedulerSays } from "./claims.ts";

export const volumeClaimDeleting = defineRule({
  code: "volume-claim-deleting",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "The claim was deleted while pods use it: it stays until they are gone, and no new pod can start with it.",
  needs: "A claim with a deletion time, and a pod that the scheduler keeps back because of it.",
  remedy: "Keep the data (reclaim policy Retain) before the last pod exits; then recreate the claim.",
  disproof: "The claim has no deletion time.",
  *check(situation) {
    const users = claimUsers(situation);
    for (const claim of situation.all("PersistentVolumeClaim")) {
      const { deletionTimestamp } = claim.metadata;
      const object = refOf(claim);
      const kept = (users.get(keyOf(object)) ?? []).filter((pod) => /is being deleted/.test(schedulerSays(pod)));
      const [pod] = kept;
      if (!deletionTimestamp || !pod) continue;
      yield {
        object,
        title: `claim ${object.name} is being deleted, so ${kept.length === 1 ? "a pod" : `${kept.length} pods`} cannot start with it`,
        confidence: "high",
        since: deletionTimestamp,
        evidence: [
          cite.object(object, `claim ${object.name} was deleted and is still in use`, {}, deletionTimestamp),
          cite.object(refOf(pod), `pod ${pod.metadata.name} is not scheduled: ${schedulerSays(pod)}`),
        ],
        next: [look("See who uses it", `kubectl -n ${object.namespace} describe pvc ${object.name}`)],
      };
    }
  },
});
