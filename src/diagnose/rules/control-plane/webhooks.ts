import { z } from "zod";
import type { Service } from "../../../core/kubernetes/service.ts";
import type { ObjectRef } from "../../../core/object.ts";
import type { EventView } from "../../situation/events.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";

/** One webhook that is served inside the cluster and whose failure refuses requests. */
export interface Webhook {
  configuration: ObjectRef;
  name: string;
  target: { namespace: string; name: string; port: number };
  service: Service | undefined;
  /** Requests that were refused because it did not answer, the latest first. */
  refusals: readonly EventView[];
}

const Configuration = z.object({
  webhooks: z
    .array(
      z.object({
        name: z.string(),
        failurePolicy: z.string().optional(),
        clientConfig: z.object({
          service: z.object({ namespace: z.string(), name: z.string(), port: z.number().optional() }).optional(),
        }),
      }),
    )
    .catch([]),
});

/** Webhooks that must agree (`failurePolicy: Fail`, the default) and are Services of this cluster. */
export function requiredWebhooks(situation: Situation): Webhook[] {
  const kinds = ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"];
  const refusals = refusalsByWebhook(situation);
  return kinds
    .flatMap((kind) => situation.other(kind))
    .flatMap((object) => {
      const { webhooks } = Configuration.parse(object);
      return webhooks.flatMap(({ name, failurePolicy, clientConfig: { service } }): Webhook[] => {
        if (!service || failurePolicy === "Ignore") return [];
        const target = { ...service, port: service.port ?? 443 };
        const found = situation.find("Service", target.namespace, target.name);
        return [{ configuration: refOf(object), name, target, service: found, refusals: refusals.get(name) ?? [] }];
      });
    });
}

function refusalsByWebhook(situation: Situation): Map<string, EventView[]> {
  const found = situation.events.all.flatMap((event) => {
    const [, name] = /failed calling webhook "([^"]+)"/.exec(event.message) ?? [];
    return name ? [{ name, event }] : [];
  });
  const byName = Map.groupBy(found, ({ name }) => name);
  return new Map([...byName].map(([name, items]) => [name, items.map(({ event }) => event)]));
}

/** What the requests that a webhook had refused tell: since when, how bad it is, and who suffers. */
export function refusalDraft(situation: Situation, { refusals }: Webhook) {
  const [last] = refusals;
  return {
    confidence: "high",
    since: last ? new Date(Math.min(...refusals.map(({ first }) => first))).toISOString() : null,
    severity: last ? "critical" : "warning",
    affects: refusals.map(({ object }) => ownerOf(situation, object)),
  } as const;
}

/** The workload behind a refused ReplicaSet, Job or set. */
function ownerOf(situation: Situation, object: ObjectRef): ObjectRef {
  const owner = situation.object(object)?.metadata.ownerReferences?.[0];
  if (!owner) return object;
  return { apiVersion: owner.apiVersion ?? "apps/v1", kind: owner.kind, namespace: object.namespace, name: owner.name };
}
