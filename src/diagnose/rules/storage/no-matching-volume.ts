import { cite } from "../../cite.ts";
import { defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { claimDraft, pendingClaims } from "./claims.ts";
import { mismatch } from "./mismatch.ts";

export const noMatchingVolume = defineRule({
  code: "no-matching-volume",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "Volumes of the class are free, and none fits the claim in size, access mode or selector.",
  needs: "A pending claim, and free volumes of its class.",
  remedy: "Make the claim or the volume match.",
  disproof: "A free volume meets the claim.",
  *check(situation) {
    for (const pending of pendingClaims(situation)) {
      const { spec } = pending.claim;
      const free = situation
        .all("PersistentVolume")
        .filter(
          (volume) =>
            volume.status?.phase === "Available" &&
            (volume.spec?.storageClassName ?? "") === (spec?.storageClassName ?? ""),
        );
      const why = free.map((volume) => mismatch(pending.claim, volume));
      if (free.length > 0 && why.every((reason) => reason !== undefined))
        yield claimDraft(
          pending,
          `claim ${pending.claim.metadata.name} fits no free volume: ${[...new Set(why)].join("; ")}`,
          free
            .slice(0, 3)
            .map((volume, i) => cite.object(refOf(volume), `volume ${volume.metadata.name} is free: ${why[i]}`)),
        );
    }
  },
});
