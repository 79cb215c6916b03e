import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";

export const volumeLost = defineRule({
  code: "volume-lost",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "The volume behind a bound claim was deleted; its data may be gone with it.",
  needs: "A claim in phase Lost.",
  remedy: "Restore from backup into a new volume; if the storage still exists, make the volume object again for it.",
  disproof: "The volume object exists and names the claim.",
  *check(situation) {
    for (const claim of situation.all("PersistentVolumeClaim")) {
      if (claim.status?.phase !== "Lost" || claim.metadata.deletionTimestamp) continue;
      const object = refOf(claim);
      const volume = claim.spec?.volumeName ?? "its volume";
      const event = situation.events.of(object).find(({ reason }) => /^Claim(?:Lost|Misbound)$/.test(reason));
      yield {
        object,
        title: `claim ${object.name} has lost volume ${volume}`,
        confidence: "high",
        since: event ? new Date(event.first).toISOString() : null,
        evidence: [
          cite.object(object, `claim ${object.name} is Lost; it was bound to ${volume}`),
          ...(event ? [cite.event(event)] : []),
        ],
        next: [look("See whether the volume is there", `kubectl get pv ${claim.spec?.volumeName ?? ""}`.trim())],
      };
    }
  },
});
