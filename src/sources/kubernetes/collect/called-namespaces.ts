import { z } from "zod";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { type Asked, objectsOf } from "./want.ts";

/** `ledger.payments.svc`, and `ledger.payments` where that is a whole host. */
const QUALIFIED = /(?<![a-z0-9-])[a-z0-9-]+\.([a-z0-9-]+)\.svc\b/g;
const HOST = /(?:\/\/|@|")[a-z0-9-]+\.([a-z0-9-]+)(?=[:/"])/g;
/** Routes name services of other namespaces by a field of their own. */
const NAMESPACE_FIELD = /"namespace":"([a-z0-9-]+)"/g;
const CONFIGURED = [
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "CronJob",
  "ConfigMap",
  "VirtualService.networking.istio.io",
];
const ROUTES = ["HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute"].map((kind) => `${kind}.gateway.networking.k8s.io`);

/** What may be namespaces in the configuration of what was listed: there is what it calls. */
export function calledNamespaces(asked: readonly Asked[]): string[] {
  const configured = objectsOf(asked, ...CONFIGURED)
    .map(settingsOf)
    .join();
  const routes = JSON.stringify(objectsOf(asked, ...ROUTES).map(settingsOf));
  const mentioned = [
    ...configured.matchAll(QUALIFIED),
    ...configured.matchAll(HOST),
    ...routes.matchAll(NAMESPACE_FIELD),
    ...webhookServices(asked).matchAll(NAMESPACE_FIELD),
  ];
  return [...new Set(mentioned.map(([, namespace = ""]) => namespace))];
}

/** Without the object's own namespace and its status. */
function settingsOf({ spec, data }: KubeObject & { spec?: unknown; data?: unknown }): string {
  return JSON.stringify([spec, data]);
}

/** Namespaces with the Service of a webhook that must agree to what is written (`failurePolicy: Fail`, the default). */
export function webhookNamespaces(asked: readonly Asked[]): string[] {
  const webhooks = objectsOf(asked, ...WEBHOOKS).flatMap((item) => Webhooks.parse(item).webhooks);
  const required = webhooks.filter(({ failurePolicy }) => failurePolicy !== "Ignore");
  return [...new Set(required.flatMap(({ clientConfig }) => clientConfig.service?.namespace ?? []))].sort();
}

const WEBHOOKS = ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"];
const Webhooks = z.object({
  webhooks: z
    .array(
      z.object({
        failurePolicy: z.string().optional(),
        clientConfig: z.object({ service: z.object({ namespace: z.string() }).optional() }),
      }),
    )
    .catch([]),
});

/** Services behind webhooks and aggregated APIs are called on every write, but matter only when the events say so. */
function webhookServices(asked: readonly Asked[]): string {
  const failing = JSON.stringify(objectsOf(asked, "Event")).includes("failed calling webhook");
  const down = objectsOf(asked, "APIService").filter((service) => JSON.stringify(service).includes('"status":"False"'));
  const kinds = failing ? WEBHOOKS : [];
  return JSON.stringify([...objectsOf(asked, ...kinds), ...down]);
}
