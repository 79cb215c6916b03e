import { defineRule } from "../../rule.ts";
import { claimDraft, pendingClaims } from "./claims.ts";

export const volumeProvisioningFailed = defineRule({
  code: "volume-provisioning-failed",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The provisioner tried and failed.",
  needs: "A ProvisioningFailed event on a pending claim.",
  remedy: "Mend what the message names: quota, zone or credentials of the storage.",
  disproof: "The provisioner reports success.",
  *check(situation) {
    for (const pending of pendingClaims(situation)) {
      const event = pending.events.find(
        ({ reason, message }) => reason === "ProvisioningFailed" && !/storageclass\.storage\.k8s\.io/.test(message),
      );
      if (event)
        yield claimDraft(
          { ...pending, events: [event] },
          `the volume of claim ${pending.claim.metadata.name} cannot be provisioned: ${event.message}`,
        );
    }
  },
});
