import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { refusalDraft, requiredWebhooks } from "./webhooks.ts";

export const admissionWebhookNotServing = defineRule({
  code: "admission-webhook-not-serving",
  family: "control-plane",
  role: "cause",
  dependent: true,
  outage: true,
  severity: "critical",
  spoilsDeploy: true,
  specificity: 8,
  meaning: "Nothing answers behind the Service of a webhook with failurePolicy Fail, so requests are refused.",
  needs: "The webhook's Service without a ready endpoint.",
  remedy: "Bring its pods back; if they are refused by the webhook itself, set its failurePolicy to Ignore first.",
  disproof: "Objects that it checks can be created.",
  *check(situation) {
    for (const webhook of requiredWebhooks(situation)) {
      const { configuration, name, service, refusals } = webhook;
      if (!service) continue;
      const { known, ready, notReady } = situation.backends(service);
      if (!known || ready > 0) continue;
      const object = situation.behind(service)[0]?.ref ?? refOf(service);
      yield {
        ...refusalDraft(situation, webhook),
        object,
        title: `webhook ${name} does not answer: ${object.name} has no ready pod`,
        evidence: [
          cite.endpoints(
            refOf(service),
            `service ${service.metadata.name} has no ready endpoint, ${notReady} are not ready`,
          ),
          cite.object(
            configuration,
            `webhook ${name} must agree: service ${service.metadata.name}, failurePolicy Fail`,
          ),
          ...refusals.slice(0, 3).map((event) => cite.event(event)),
        ],
        next: [look("See its pods", `kubectl -n ${object.namespace} get pods -o wide`)],
      };
    }
  },
});
