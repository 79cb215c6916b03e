import { defineRule } from "../../rule.ts";
import { claimDraft, pendingClaims } from "./claims.ts";

export const volumeProvisionerSilent = defineRule({
  code: "volume-provisioner-silent",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The class names a provisioner that does not act.",
  needs: "A claim pending for a minute with nothing but ExternalProvisioning events.",
  remedy: "Install or restart the provisioner, or use another class.",
  disproof: "The provisioner logs that it works on the claim.",
  *check(situation) {
    for (const pending of pendingClaims(situation)) {
      const [event, ...more] = pending.events;
      const old = situation.now - Date.parse(pending.claim.metadata.creationTimestamp ?? "") > 60_000;
      if (event?.reason === "ExternalProvisioning" && old && more.every(({ reason }) => reason !== "Provisioning"))
        yield claimDraft(
          pending,
          `claim ${pending.claim.metadata.name} waits for a provisioner that does nothing: ${event.message}`,
        );
    }
  },
});
