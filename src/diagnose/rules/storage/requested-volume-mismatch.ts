import { cite } from "../../cite.ts";
import { defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { claimDraft } from "./claims.ts";
import { lacksOf } from "./lacks.ts";
import { requestedVolumes } from "./requested-volume.ts";

const TOLD = /^Cannot bind to requested volume "[^"]+": (.+)$/;

export const requestedVolumeMismatch = defineRule({
  code: "requested-volume-mismatch",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "The claim names the one volume that it wants, and the two differ in size, class, mode or access mode.",
  needs: "A pending claim with volumeName, and the volume or the controller's VolumeMismatch event.",
  remedy: "Make the claim or the volume match.",
  disproof: "Both say the same.",
  *check(situation) {
    for (const requested of requestedVolumes(situation)) {
      const { claim, name, volume, holder, events } = requested;
      if (holder) continue;
      const seen = volume ? lacksOf(claim, volume).map(({ text }) => text) : [];
      const told = events.flatMap(({ message }) => TOLD.exec(message)?.[1] ?? []);
      const why = seen.length > 0 ? seen.join("; ") : told[0];
      if (!why) continue;
      yield claimDraft(
        requested,
        `claim ${claim.metadata.name} cannot be bound to volume ${name}, which it names: ${why}`,
        volume ? seen.map((text) => cite.object(refOf(volume), `volume ${text}`)) : [],
      );
    }
  },
});
