import { cite } from "../../cite.ts";
import { defineRule } from "../../rule.ts";
import { claimDraft } from "./claims.ts";
import { failedProvisioning } from "./provisioning.ts";

export const accessModeNotProvisioned = defineRule({
  code: "access-mode-not-provisioned",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The claim asks for an access mode that the provisioner of its class cannot give.",
  needs: "A ProvisioningFailed event of a pending claim that speaks of the access mode.",
  remedy: "Ask for ReadWriteOnce, or use a class of shared storage.",
  disproof: "The provisioner makes volumes of that mode.",
  *check(situation) {
    for (const failed of failedProvisioning(situation).filter(({ lacksAccessMode }) => lacksAccessMode)) {
      const { name } = failed.claim.metadata;
      const modes = failed.claim.spec?.accessModes?.join(", ") ?? "an access mode";
      const draft = claimDraft(
        failed,
        `claim ${name} asks for ${modes}, which its class does not provide: ${failed.why}`,
      );
      yield { ...draft, evidence: [...draft.evidence, cite.object(draft.object, `claim ${name} asks for ${modes}`)] };
    }
  },
});
