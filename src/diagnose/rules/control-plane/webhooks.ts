import { z } from "zod";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import type { Service } from "../../../core/kubernetes/service.ts";
import type { ObjectRef } from "../../../core/object.ts";
import type { EventView } from "../../situation/events.ts";
import { refOf } from "../../situation/object-index.ts";
import { matches } from "../../situation/selector.ts";
import type { Situation } from "../../situation/situation.ts";

/** One webhook that is served inside the cluster and whose failure refuses requests. */
export interface Webhook {
  configuration: ObjectRef;
  name: string;
  target: { namespace: string; name: string; port: number };
  service: Service | undefined;
  /** Namespaces in which a deploy needs its consent. */
  namespaces: readonly ObjectRef[];
  /** Requests that were refused because it did not answer, the latest first. */
  refusals: readonly EventView[];
}

const Configuration = z.object({
  webhooks: z
    .array(
      z.object({
        name: z.string(),
        rules: z
          .array(z.object({ apiGroups: z.array(z.string()), resources: z.array(z.string()) }))
          .optional()
          .catch(undefined),
        namespaceSelector: z
          .object({
            matchLabels: z.record(z.string(), z.string()).default({}),
            matchExpressions: z
              .array(z.object({ key: z.string(), operator: z.string(), values: z.array(z.string()).default([]) }))
              .default([]),
          })
          .catch({ matchLabels: {}, matchExpressions: [] }),
        failurePolicy: z.string().optional(),
        clientConfig: z.object({
          service: z.object({ namespace: z.string(), name: z.string(), port: z.number().optional() }).optional(),
        }),
      }),
    )
    .catch([]),
});

type Configured = z.infer<typeof Configuration>["webhooks"][number];

/** Webhooks that must agree (`failurePolicy: Fail`, the default) and are Services of this cluster. */
export function requiredWebhooks(situation: Situation): Webhook[] {
  const kinds = ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"];
  const refusals = refusalsByWebhook(situation);
  return kinds
    .flatMap((kind) => situation.other(kind))
    .flatMap((object) => {
      const { webhooks } = Configuration.parse(object);
      return webhooks.flatMap((webhook): Webhook[] => {
        const {
          name,
          failurePolicy,
          clientConfig: { service },
        } = webhook;
        if (!service || failurePolicy === "Ignore") return [];
        const target = { ...service, port: service.port ?? 443 };
        const found = situation.find("Service", target.namespace, target.name);
        const namespaces = judgesDeploys(webhook) ? situation.all("Namespace").filter(isJudged).map(refOf) : [];
        const told = refusals.get(name) ?? [];
        return [{ configuration: refOf(object), name, target, service: found, namespaces, refusals: told }];

        function isJudged({ metadata }: KubeObject): boolean {
          return matches(webhook.namespaceSelector, metadata.labels);
        }
      });
    });
}

const GROUPS = new Set(["", "apps", "batch", "*"]);
const DEPLOYED =
  /^(?:\*|pods|deployments|replicasets|statefulsets|daemonsets|jobs|cronjobs|services|configmaps|secrets)(?:\/\*)?$/;

/** Is it asked about what a deploy writes, or about resources of its own only? */
function judgesDeploys({ rules }: Configured): boolean {
  return (
    rules?.some(
      ({ apiGroups, resources }) =>
        apiGroups.some((group) => GROUPS.has(group)) && resources.some((resource) => DEPLOYED.test(resource)),
    ) ?? true
  );
}

function refusalsByWebhook(situation: Situation): Map<string, EventView[]> {
  const found = situation.events.all.flatMap((event) => {
    const [, name] = /failed calling webhook "([^"]+)"/.exec(event.message) ?? [];
    return name ? [{ name, event }] : [];
  });
  const byName = Map.groupBy(found, ({ name }) => name);
  return new Map([...byName].map(([name, items]) => [name, items.map(({ event }) => event)]));
}

/** What the requests that a webhook had refused tell: since when, how bad it is, and who suffers. Without any it is noticed. */
export function refusalDraft(situation: Situation, { refusals, namespaces }: Webhook) {
  const [last] = refusals;
  return {
    confidence: "high",
    since: last ? new Date(Math.min(...refusals.map(({ first }) => first))).toISOString() : null,
    severity: last ? "critical" : "warning",
    tier: last ? "harm" : "noticed",
    concerns: namespaces,
    affects: refusals.map(({ object }) => ownerOf(situation, object)),
  } as const;
}

/** The workload behind a refused ReplicaSet, Job or set. */
function ownerOf(situation: Situation, object: ObjectRef): ObjectRef {
  const owner = situation.object(object)?.metadata.ownerReferences?.[0];
  if (!owner) return object;
  return { apiVersion: owner.apiVersion ?? "apps/v1", kind: owner.kind, namespace: object.namespace, name: owner.name };
}
