import { cite } from "../../cite.ts";
import { change, defineRule, look } from "../../rule.ts";
import { refusalDraft, requiredWebhooks } from "./webhooks.ts";

export const admissionWebhookServiceMissing = defineRule({
  code: "admission-webhook-service-missing",
  family: "control-plane",
  role: "cause",
  severity: "critical",
  spoilsDeploy: true,
  specificity: 9,
  meaning:
    "A webhook configuration names a Service or a port that does not exist, so every request that it must admit is refused.",
  needs: "The configuration with failurePolicy Fail, and its Service missing, or requests refused for that reason.",
  remedy: "Install the webhook again, or remove what is left of its configuration.",
  disproof: "The Service exists and answers.",
  *check(situation) {
    for (const webhook of requiredWebhooks(situation)) {
      const { configuration, name, target, service, refusals } = webhook;
      const port = service?.spec?.ports?.some(({ port }) => port === target.port) ?? true;
      const told = refusals.find(({ message }) => /service "[^"]+" not found|no service port/.test(message));
      // Services of other namespaces may not have been asked for: then only a refusal tells.
      const missing = !service && (told !== undefined || isSeen(target.namespace));
      if (!missing && port) continue;
      const what = service ? `port ${target.port} of service` : "service";
      yield {
        ...refusalDraft(situation, webhook),
        object: configuration,
        title: `webhook ${name} is served by ${what} ${target.namespace}/${target.name}, which does not exist`,
        evidence: [
          cite.object(
            configuration,
            `webhook ${name}: failurePolicy Fail, ${what} ${target.namespace}/${target.name} does not exist`,
          ),
          ...refusals.slice(0, 3).map((event) => cite.event(event)),
        ],
        next: [
          look("See which Services there are", `kubectl -n ${target.namespace} get svc`),
          change(
            "If the webhook is gone for good, remove its configuration",
            `kubectl delete ${configuration.kind.toLowerCase()} ${configuration.name}`,
          ),
        ],
      };
    }

    function isSeen(namespace: string): boolean {
      return situation.lists("Service") && situation.all("Service", namespace).length > 0;
    }
  },
});
