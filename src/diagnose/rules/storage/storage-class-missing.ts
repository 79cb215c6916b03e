import { nearestName } from "../../graph/nearest-name.ts";
import { defineRule } from "../../rule.ts";
import { claimDraft, pendingClaims } from "./claims.ts";
import { nearVolumes } from "./near-volumes.ts";

export const storageClassMissing = defineRule({
  code: "storage-class-missing",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The claim names a storage class that does not exist.",
  needs: "A pending claim, and the list of classes or a ProvisioningFailed event.",
  remedy: "Create the class, or recreate the claim with one that exists.",
  disproof: "The class exists.",
  *check(situation) {
    const classes = situation.all("StorageClass").map(({ metadata }) => metadata.name);
    for (const pending of pendingClaims(situation)) {
      const { storageClass, events, claim } = pending;
      // Volumes made by hand need no class of their name: then the claim is what does not fit.
      if (!storageClass || classes.includes(storageClass) || nearVolumes(situation, claim).length > 0) continue;
      const said = events.some(({ message }) => /storageclass\.storage\.k8s\.io "[^"]+" not found/.test(message));
      if (!said && !situation.lists("StorageClass")) continue;
      const nearest = nearestName(storageClass, classes);
      const hint = nearest ? `; there is ${nearest}` : "";
      yield claimDraft(
        pending,
        `claim ${claim.metadata.name} names storage class ${storageClass}, which does not exist${hint}`,
      );
    }
  },
});
