import { timeOf } from "../../../core/time.ts";
import { defineRule } from "../../rule.ts";
import { claimDraft, type Pending, pendingClaims } from "./claims.ts";
import { controllerDown } from "./driver.ts";
import { classFor, isProvisioned } from "./storage-class.ts";

/** A provisioner that works says `Provisioning` within seconds. */
const PATIENCE_MS = 60_000;

export const volumeProvisionerSilent = defineRule({
  code: "volume-provisioner-silent",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The class names a provisioner that does not act.",
  needs: "A claim pending for a minute with nothing but ExternalProvisioning events, or none at all.",
  remedy: "Install or restart the provisioner, or use another class.",
  disproof: "The provisioner logs that it works on the claim.",
  *check(situation) {
    for (const pending of pendingClaims(situation)) {
      const { claim } = pending;
      const age = situation.now - (timeOf(claim.metadata.creationTimestamp) ?? situation.now);
      const asked = provisionerAsked(pending);
      if (!asked || age < PATIENCE_MS || !isProvisioned(situation, claim.spec ?? {})) continue;
      const draft = claimDraft(pending, `claim ${claim.metadata.name} waits for ${asked}, which does nothing`);
      const { provisioner = "" } = classFor(situation, claim.spec ?? {}) ?? {};
      const restsOn = controllerDown(situation, provisioner);
      yield { ...draft, confidence: pending.events.length > 0 ? "high" : "medium", ...(restsOn && { restsOn }) };
    }
  },
});

/** Whom the controller has asked for a volume, when nothing but that was heard since. */
function provisionerAsked({ claim, events }: Pending): string | undefined {
  const { annotations = {} } = claim.metadata;
  const asked = annotations["volume.kubernetes.io/storage-provisioner"];
  const heard = events.filter(({ reason }) => reason !== "WaitForFirstConsumer" && reason !== "WaitForPodScheduled");
  if (heard.some(({ reason }) => reason !== "ExternalProvisioning")) return undefined;
  const named = heard.flatMap(({ message }) => /external provisioner ['"]([^'"]+)['"]/.exec(message)?.[1] ?? [])[0];
  const name = named ?? asked;
  return name || heard.length > 0 ? `provisioner ${name ?? "of its class"}` : undefined;
}
