import { cite } from "../../cite.ts";
import { defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { claimDraft } from "./claims.ts";
import { requestedVolumes } from "./requested-volume.ts";

export const requestedVolumeTaken = defineRule({
  code: "requested-volume-taken",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "The claim names the one volume that it wants, and that volume belongs to another claim.",
  needs: "A pending claim with volumeName, and the claimRef of the volume or the controller's event.",
  remedy: "Use another volume; if the other claim is gone, remove claimRef from the volume.",
  disproof: "The volume's claimRef names this claim.",
  *check(situation) {
    for (const requested of requestedVolumes(situation)) {
      const { claim, name, volume, holder, events } = requested;
      if (!holder && !events.some(({ message }) => message.includes("already bound to a different claim"))) continue;
      const by = holder ?? "another claim";
      yield claimDraft(
        requested,
        `claim ${claim.metadata.name} names volume ${name}, which belongs to ${by}`,
        volume ? [cite.object(refOf(volume), `volume ${name} is ${volume.status?.phase ?? "kept"} for ${by}`)] : [],
      );
    }
  },
});
