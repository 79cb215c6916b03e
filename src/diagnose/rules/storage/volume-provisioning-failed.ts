import { defineRule } from "../../rule.ts";
import { claimDraft } from "./claims.ts";
import { failedProvisioning } from "./provisioning.ts";

export const volumeProvisioningFailed = defineRule({
  code: "volume-provisioning-failed",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 8,
  alerts: ["KubePersistentVolumeErrors"],
  meaning: "The provisioner tried and failed.",
  needs: "A ProvisioningFailed event on a pending claim.",
  remedy: "Fix what the message names: quota, zone or credentials of the storage.",
  disproof: "The provisioner reports success.",
  *check(situation) {
    for (const failed of failedProvisioning(situation))
      if (!failed.lacksAccessMode)
        yield claimDraft(
          failed,
          `the volume of claim ${failed.claim.metadata.name} cannot be provisioned: ${failed.why}`,
        );
  },
});
