import type { ObjectRef } from "../../../core/object.ts";
import { shortName } from "../../../core/object.ts";
import { change, look } from "../../rule.ts";
import { refusalRule } from "./refusal-rule.ts";
import { backendOf, configurationOf } from "./webhook.ts";

/** Not a webhook that is down but one that is registered wrongly: its certificate, its path, its Service or port. */
const REGISTERED_WRONGLY =
  /x509:|tls:|certificate|could not find the requested resource|service "[^"]*" not found|no service port/;

export const admissionWebhookUnavailable = refusalRule({
  code: "admission-webhook-unavailable",
  kind: "webhook-failed",
  dependent: true,
  meaning: "A webhook that must admit every pod does not answer.",
  remedy: "Bring the webhook back or correct its registration; until then its failurePolicy can be Ignore.",
  disproof: "The webhook answers the API server.",
  say({ workload: { ref }, named: { webhook = "", what = "" } }, situation) {
    const configuration = configurationOf(situation, webhook);
    const backend = backendOf(situation, what);
    const reason = what.split(/: /).at(-1) ?? what;
    return {
      object: REGISTERED_WRONGLY.test(what) ? (configuration ?? backend) : (backend ?? configuration),
      title: `webhook ${webhook} cannot be asked (${reason}), so no pod of ${ref.name} can be created`,
      next: [
        backend
          ? lookAt(backend)
          : look("See who answers for it", "kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations"),
        ...(configuration
          ? [change("Admit pods while it is down: failurePolicy Ignore", `kubectl edit ${shortName(configuration)}`)]
          : []),
      ],
    };
  },
});

function lookAt({ namespace, name }: ObjectRef) {
  return look(
    "See what is behind it",
    `kubectl -n ${namespace} get endpointslices -l kubernetes.io/service-name=${name}`,
  );
}
