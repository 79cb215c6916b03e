import { stringify } from "yaml";
import { SitrepError } from "../../../core/errors.ts";
import type { KubeObject } from "../../../core/kubernetes.ts";
import { duration, timeOf } from "../../../core/time.ts";
import { itemsOf } from "../expect-listing.ts";
import { RESOURCES } from "../kinds.ts";
import { podStatus, restarts } from "../pods/pod-status.ts";
import type { KubernetesReader } from "../reader.ts";
import type { Command } from "./parse.ts";

export interface Surroundings {
  reader: KubernetesReader;
  now: string;
  signal: AbortSignal;
}

/** What the command prints. */
export async function runKubectl({ verb, words, flags }: Command, around: Surroundings): Promise<string> {
  const namespace = flags["all-namespaces"] ? undefined : String(flags.namespace ?? "default");
  switch (verb) {
    case "get":
      return get(words, namespace, flags, around);
    case "describe":
      return describe(words, namespace, around);
    case "logs":
      return logs(words, namespace ?? "default", flags, around);
    case "events":
      return events(namespace, flags, around);
    case "rollout history":
    case "rollout status":
      return rollout(verb, words, namespace ?? "default", around);
    case "version":
      return (await around.reader.identity(around.signal)).version;
    default:
      return RESOURCES.map(
        ({ plural, apiVersion, kind, namespaced }) => `${plural}  ${apiVersion}  ${namespaced}  ${kind}`,
      ).join("\n");
  }
}

const SHORT: Record<string, string> = {
  po: "Pod",
  svc: "Service",
  deploy: "Deployment",
  rs: "ReplicaSet",
  sts: "StatefulSet",
  ds: "DaemonSet",
  cm: "ConfigMap",
  ns: "Namespace",
  no: "Node",
  ev: "Event",
  ep: "Endpoints",
  pvc: "PersistentVolumeClaim",
  pv: "PersistentVolume",
  sc: "StorageClass",
  ing: "Ingress",
  netpol: "NetworkPolicy",
  hpa: "HorizontalPodAutoscaler",
  pdb: "PodDisruptionBudget",
  quota: "ResourceQuota",
  limits: "LimitRange",
  sa: "ServiceAccount",
  cj: "CronJob",
};

/** `pods`, `pod`, `po`, `pods/api-1`, `deploy api`: the kind and the names after it. */
async function objects(
  words: readonly string[],
  namespace: string | undefined,
  query: { labelSelector?: string; fieldSelector?: string },
  { reader, signal }: Surroundings,
): Promise<KubeObject[]> {
  const [first = "", ...more] = words;
  const [type = "", inline] = first.split("/");
  const names = inline ? [inline, ...more.map((word) => word.split("/").at(-1) ?? "")] : more;
  const kinds = type.split(",").map(kindOf);
  const listings = await Promise.all(
    kinds.map(async ({ kind, namespaced }) =>
      itemsOf(kind, await reader.list(kind, { namespace: namespaced ? namespace : undefined, ...query }, signal)),
    ),
  );
  const found = listings.flat().filter(({ metadata }) => names.length === 0 || names.includes(metadata.name));
  const missing = names.filter((name) => !found.some(({ metadata }) => metadata.name === name));
  if (missing.length > 0)
    throw new SitrepError(
      "input",
      `${type} ${missing.join(", ")} not found${namespace ? ` in namespace ${namespace}` : ""}.`,
      { hint: `kubectl get ${type} -A lists them.` },
    );
  return found;
}

function kindOf(word: string) {
  const lower = word.toLowerCase().split(".")[0] ?? "";
  const found = RESOURCES.find(
    ({ kind, plural }) => plural === lower || kind.toLowerCase() === lower || kind === SHORT[lower],
  );
  if (found) return found;
  throw new SitrepError("input", `The resource type "${word}" is not known here.`, {
    hint: `kubectl api-resources lists ${RESOURCES.length} types.`,
  });
}

async function get(
  words: readonly string[],
  namespace: string | undefined,
  flags: Command["flags"],
  around: Surroundings,
): Promise<string> {
  const query = {
    ...(flags.selector ? { labelSelector: String(flags.selector) } : {}),
    ...(flags["field-selector"] ? { fieldSelector: String(flags["field-selector"]) } : {}),
  };
  const found = await objects(words, namespace, query, around);
  if (flags.output === "yaml") return found.map((object) => stringify(object)).join("---\n");
  if (flags.output === "json")
    return JSON.stringify(found.length === 1 ? found[0] : { apiVersion: "v1", kind: "List", items: found }, null, 1);
  if (flags.output === "name")
    return found.map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`).join("\n");
  if (flags.output !== undefined && flags.output !== "wide")
    throw new SitrepError("input", `-o ${flags.output} is not supported.`, {
      hint: "Outputs: wide, yaml, json, name.",
    });
  return (
    found.map((object) => row(object, flags["all-namespaces"] === true, around.now)).join("\n") ||
    `No resources found${namespace ? ` in ${namespace} namespace` : ""}.`
  );
}

function row(object: KubeObject, withNamespace: boolean, now: string): string {
  const { metadata } = object;
  const created = timeOf(metadata.creationTimestamp);
  const age = created === undefined ? "" : duration(Date.parse(now) - created);
  return [...(withNamespace ? [metadata.namespace ?? ""] : []), metadata.name, ...columns(object), age].join("  ");
}

function columns(object: KubeObject): string[] {
  const status = "status" in object ? (object.status as Record<string, unknown> | undefined) : undefined;
  const spec = "spec" in object ? (object.spec as Record<string, unknown> | undefined) : undefined;
  if (object.kind === "Pod") return [podStatus(object), `restarts ${restarts(object)}`];
  if (["Deployment", "StatefulSet", "ReplicaSet"].includes(object.kind))
    return [`${status?.readyReplicas ?? 0}/${spec?.replicas ?? 1}`];
  if (object.kind === "Service")
    return [
      String(spec?.type ?? "ClusterIP"),
      String(spec?.clusterIP ?? ""),
      (Array.isArray(spec?.ports) ? spec.ports : []).map(({ port }) => port).join(","),
    ];
  return typeof status?.phase === "string" ? [status.phase] : [];
}

async function describe(
  words: readonly string[],
  namespace: string | undefined,
  around: Surroundings,
): Promise<string> {
  const found = await objects(words, namespace, {}, around);
  const all = itemsOf("Event", await around.reader.list("Event", { namespace }, around.signal));
  return found
    .map((object) => {
      const own = all.filter(
        ({ involvedObject, regarding }) =>
          (involvedObject ?? regarding)?.name === object.metadata.name &&
          (involvedObject ?? regarding)?.kind === object.kind,
      );
      return [
        stringify(object),
        "Events:",
        ...own.map(
          ({ type, reason, message, note, count }) => `  ${type}  ${reason}  ${count ?? 1}x  ${message ?? note ?? ""}`,
        ),
      ].join("\n");
    })
    .join("\n---\n");
}

async function logs(
  words: readonly string[],
  namespace: string,
  flags: Command["flags"],
  { reader, signal }: Surroundings,
): Promise<string> {
  const pod = words[0]?.replace(/^pods?\//, "");
  if (!pod)
    throw new SitrepError("input", "kubectl logs needs a pod.", {
      hint: "kubectl logs POD -c CONTAINER -n NAMESPACE [--previous]",
    });
  const found = itemsOf("Pod", await reader.list("Pod", { namespace }, signal)).find(
    ({ metadata }) => metadata.name === pod,
  );
  const container = String(flags.container ?? words[1] ?? found?.spec?.containers?.[0]?.name ?? "");
  const stream = await reader.logs(
    {
      namespace,
      pod,
      container,
      previous: flags.previous === true,
      tail: Math.min(Number(flags.tail ?? 200) || 200, 2_000),
    },
    signal,
  );
  if (!stream)
    throw new SitrepError(
      "input",
      `There is no ${flags.previous ? "previous " : ""}log of ${pod}, container ${container || "?"}.`,
      { hint: "get_pod_status lists the containers and their restarts." },
    );
  return stream.lines.map(({ text }) => text).join("\n");
}

async function events(
  namespace: string | undefined,
  flags: Command["flags"],
  { reader, signal }: Surroundings,
): Promise<string> {
  const name = typeof flags.for === "string" ? flags.for.split("/").at(-1) : undefined;
  const all = itemsOf("Event", await reader.list("Event", { namespace }, signal));
  const wanted = all.filter(
    ({ involvedObject, regarding }) => name === undefined || (involvedObject ?? regarding)?.name === name,
  );
  return (
    wanted
      .map(
        (e) =>
          `${e.lastTimestamp ?? e.eventTime ?? ""}  ${e.type}  ${e.reason}  ${(e.involvedObject ?? e.regarding)?.kind}/${(e.involvedObject ?? e.regarding)?.name}  ${e.message ?? e.note ?? ""}`,
      )
      .join("\n") || "No events found."
  );
}

async function rollout(
  verb: string,
  words: readonly string[],
  namespace: string,
  around: Surroundings,
): Promise<string> {
  const [owner] = await objects(words, namespace, {}, around);
  if (!owner) throw new SitrepError("input", "Name one workload: kubectl rollout history deploy/NAME -n NAMESPACE.");
  if (verb === "rollout status") return row(owner, false, around.now);
  const sets = itemsOf("ReplicaSet", await around.reader.list("ReplicaSet", { namespace }, around.signal)).filter(
    ({ metadata }) => metadata.ownerReferences?.some(({ name }) => name === owner.metadata.name),
  );
  const revisions = sets.map(({ metadata }) => ({
    revision: Number(metadata.annotations?.["deployment.kubernetes.io/revision"]),
    cause: metadata.annotations?.["kubernetes.io/change-cause"] ?? "<none>",
  }));
  return (
    revisions
      .sort((a, b) => a.revision - b.revision)
      .map(({ revision, cause }) => `${revision}  ${cause}`)
      .join("\n") || "no history"
  );
}
