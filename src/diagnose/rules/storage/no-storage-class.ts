import { defineRule } from "../../rule.ts";
import { claimDraft, pendingClaims } from "./claims.ts";

export const noStorageClass = defineRule({
  code: "no-storage-class",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "No class is asked for, none is the default, and no volume is free.",
  needs: "A pending claim with a FailedBinding event.",
  remedy: "Name a class, or mark one as the default.",
  disproof: "A class is marked as the default.",
  *check(situation) {
    for (const pending of pendingClaims(situation)) {
      const said = pending.events.some(({ message }) => message.includes("no storage class is set"));
      if (
        !pending.storageClass &&
        said &&
        !situation.all("PersistentVolume").some(({ spec }) => !spec?.storageClassName && !spec?.claimRef)
      )
        yield claimDraft(
          pending,
          `claim ${pending.claim.metadata.name} names no storage class, there is no default one, and no volume is free`,
        );
    }
  },
});
