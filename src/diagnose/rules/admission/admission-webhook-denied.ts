import { cite } from "../../cite.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { refusalRule } from "./refusal-rule.ts";
import { rulesChanged } from "./rules-changed.ts";
import { configurationOf } from "./webhook.ts";

export const admissionWebhookDenied = refusalRule({
  code: "admission-webhook-denied",
  kind: "webhook-denied",
  meaning: "A policy of the cluster refuses the pods.",
  remedy: "Change what the policy objects to, or the policy.",
  disproof: "The policy allows the pods.",
  say(refusal, situation) {
    const { workload, named } = refusal;
    const { webhook = "", what } = named;
    const policy = rulesChanged(situation, refusal) ? policyOf(situation, webhook) : undefined;
    return {
      object: policy,
      title: `policy ${webhook} refuses the pods of ${workload.ref.name}${what ? `: ${what}` : ""}`,
      evidence: policy ? [cite.object(policy, `${webhook} refuses what was let in before`)] : [],
    };
  },
});

function policyOf(situation: Situation, name: string) {
  const policy = situation.other("ValidatingAdmissionPolicy").find(({ metadata }) => metadata.name === name);
  return policy ? refOf(policy) : configurationOf(situation, name);
}
