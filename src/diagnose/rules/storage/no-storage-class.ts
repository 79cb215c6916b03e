import { cite } from "../../cite.ts";
import { defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { claimDraft, pendingClaims } from "./claims.ts";
import { nearVolumes } from "./near-volumes.ts";
import { classFor } from "./storage-class.ts";

export const noStorageClass = defineRule({
  code: "no-storage-class",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The claim names no storage class, none is the default, and no volume is free.",
  needs: "A pending claim with a FailedBinding event.",
  remedy: "Name a class, or mark one as the default.",
  disproof: "A class is marked as the default.",
  *check(situation) {
    for (const pending of pendingClaims(situation)) {
      const { claim, storageClass, events } = pending;
      const said = events.some(({ message }) => message.includes("no storage class is set"));
      if (storageClass !== undefined || !said || classFor(situation, {})) continue;
      if (claim.spec?.volumeName || nearVolumes(situation, claim).length > 0) continue;
      const classes = situation.all("StorageClass").slice(0, 3);
      yield claimDraft(
        pending,
        `claim ${claim.metadata.name} names no storage class, there is no default one, and no volume is free`,
        classes.map((found) => cite.object(refOf(found), `class ${found.metadata.name} is not the default`)),
      );
    }
  },
});
