import { cite } from "../../cite.ts";
import { look } from "../../rule.ts";
import { refusalRule } from "./refusal-rule.ts";
import { podConfigurations } from "./webhook.ts";

export const podCreationTimeout = refusalRule({
  code: "pod-creation-timeout",
  kind: "timeout",
  specificity: 7,
  meaning: "Creating a pod takes longer than the API server waits: slow webhooks, which add up, or a slow store.",
  remedy: "Find the webhook that is slow; shorten its timeout, or set its failurePolicy to Ignore.",
  disproof: "Pods are created in time with these webhooks in place.",
  say({ workload: { ref } }, situation) {
    const asked = podConfigurations(situation);
    const [only, ...others] = asked;
    return {
      object: others.length === 0 ? only : undefined,
      confidence: only ? "high" : "medium",
      title: `creating a pod of ${ref.name} takes longer than the API server waits${asked.length > 0 ? `; ${asked.length} webhook configurations are asked each time` : ""}`,
      evidence: asked
        .slice(0, 4)
        .map((item) => cite.object(item, `${item.kind} ${item.name} is asked about every pod`)),
      next: [
        look("See their timeouts", "kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations -o yaml"),
      ],
    };
  },
});
