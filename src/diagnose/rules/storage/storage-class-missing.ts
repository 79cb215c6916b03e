import { defineRule } from "../../rule.ts";
import { claimDraft, pendingClaims } from "./claims.ts";

export const storageClassMissing = defineRule({
  code: "storage-class-missing",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The claim names a storage class that does not exist.",
  needs: "A pending claim, and the list of classes or a ProvisioningFailed event.",
  remedy: "Create the class, or make the claim anew with one that exists.",
  disproof: "The class exists.",
  *check(situation) {
    for (const pending of pendingClaims(situation)) {
      const { storageClass, events, claim } = pending;
      const said = events.some(({ message }) => /storageclass\.storage\.k8s\.io "[^"]+" not found/.test(message));
      const absent = situation.lists("StorageClass") && !situation.find("StorageClass", "", storageClass ?? "");
      if (storageClass && (said || absent))
        yield claimDraft(
          pending,
          `claim ${claim.metadata.name} wants storage class ${storageClass}, which does not exist`,
        );
    }
  },
});
