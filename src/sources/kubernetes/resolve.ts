import { SitrepError } from "../../core/errors.ts";
import type { KubeObject } from "../../core/kubernetes/meta.ts";
import { nearNames } from "../../core/near-names.ts";
import type { Target } from "../../core/target.ts";
import { noNamespace } from "./expect-namespace.ts";
import { isCalled, RESOURCES } from "./kinds.ts";
import { isWhole } from "./listing.ts";
import type { KubernetesReader, Listing, ListStatus } from "./reader.ts";
import { refused } from "./refused.ts";

/** Kinds that people ask about by name, the one meant first when several share a name. */
const NAMED = ["Deployment", "StatefulSet", "DaemonSet", "CronJob", "Service", "Ingress"] as const;
/** Kinds of which there are many: what workloads make, and what is made by hand. */
const RUNS = ["Job", "Pod"] as const;
/** Kinds whose name is understood before a slash: `deploy/api`, `ns/payments`. */
const ASKED = RESOURCES.filter(({ kind }) => [...NAMED, "Namespace", ...RUNS].includes(kind));
const SYSTEM = /^(?:kube-(?:system|public|node-lease)|default)$/;
const PART_OF = ["app.kubernetes.io/part-of", "app.kubernetes.io/name", "app"];

/**
 * Names in a question that the cluster knows: `namespace/x`, `kind/name`, a namespace, a workload, a Service, or the
 * application that workloads say they are part of. The empty text is answered with everything that could be named: namespaces
 * that are not the system's, then what is in them. Throws an `input` error for `namespace/x` and `kind/name` that are not there.
 */
export async function resolveNames(reader: KubernetesReader, text: string, signal: AbortSignal): Promise<Target[]> {
  const [cluster, { names: namespaces, complete }] = await Promise.all([
    reader.cluster(),
    namespacesOf(reader, signal),
  ]);
  if (text === "") return everything(reader, { cluster, namespaces }, signal);
  const words = [
    ...new Set(text.split(/[^A-Za-z0-9._/-]+/).map((word) => word.replace(/^[./-]+|[./-]+$/g, "").toLowerCase())),
  ].filter(Boolean);
  const explicit = words.flatMap((word) => explicitOf(word));
  const asked = explicit.filter(({ kind }) => kind === "Namespace").map(({ name }) => name);
  for (const name of asked) if (complete && !namespaces.includes(name)) throw noNamespace(name, namespaces);
  const spaces = asked.length > 0 ? asked : words.filter((word) => namespaces.includes(word));
  const objects = await named(reader, { cluster, words, explicit, spaces }, signal);
  if (objects.length > 0) return objects;
  if (spaces.length === 0 && namespaces.length === 0 && !complete) throw nothingListed();
  return spaces.map((name) => inNamespace(cluster, name));
}

async function everything(
  reader: KubernetesReader,
  { cluster, namespaces }: { cluster: string; namespaces: readonly string[] },
  signal: AbortSignal,
): Promise<Target[]> {
  const listings = await Promise.all(NAMED.map((kind) => reader.list(kind, { metadataOnly: true }, signal)));
  const objects = firstPerName(listings.flatMap(({ items }): KubeObject[] => items));
  return [
    ...namespaces.map((name) => inNamespace(cluster, name)),
    ...objects.map((object) => aboutObject(cluster, object)),
  ].filter(({ namespace }) => !SYSTEM.test(namespace));
}

interface Explicit {
  kind: string;
  name: string;
}

/** `deploy/api`, `namespace/payments`, `payments/deploy/api`. */
function explicitOf(word: string): Explicit[] {
  const parts = word.split("/");
  const [kind, name] = parts.slice(-2);
  const known = parts.length > 1 && kind ? ASKED.find((resource) => isCalled(resource, kind))?.kind : undefined;
  if (!known || !name) return [];
  return parts.length > 2 && parts[0]
    ? [
        { kind: "Namespace", name: parts[0] },
        { kind: known, name },
      ]
    : [{ kind: known, name }];
}

interface Named {
  cluster: string;
  words: readonly string[];
  explicit: readonly Explicit[];
  /** Namespaces that are named too. */
  spaces: readonly string[];
}

/** Objects named by the words: in the namespaces that are named too, else anywhere, unless a namespace has that name. */
async function named(reader: KubernetesReader, asked: Named, signal: AbortSignal): Promise<Target[]> {
  const { cluster, words, explicit, spaces } = asked;
  const wanted = explicit.filter(({ kind }) => kind !== "Namespace");
  const bare = words.filter((word) => !word.includes("/") && !spaces.includes(word));
  if (wanted.length === 0 && bare.length === 0) return [];
  const wantedKinds = new Set(wanted.map(({ kind }) => kind));
  const kinds = [...wantedKinds, ...NAMED.filter((kind) => !wantedKinds.has(kind))];
  const scopes = spaces.length > 0 ? spaces : [undefined];
  const listings = await Promise.all(
    kinds.flatMap((kind) => scopes.map((namespace) => reader.list(kind, { namespace, metadataOnly: true }, signal))),
  );
  const objects = listings.flatMap(({ items }) => items);
  const found =
    wanted.length > 0
      ? exactly(wanted, listings.slice(0, wantedKinds.size * scopes.length), spaces)
      : firstPerName(objects.filter(({ metadata }) => bare.includes(metadata.name)));
  if (found.length > 0 || wanted.length > 0 || spaces.length > 0)
    return found.map((object) => aboutObject(cluster, object));
  const application = byApplication(cluster, objects, bare);
  const others = application.length > 0 ? application : await runs(reader, cluster, bare, signal);
  if (others.length === 0) expectAnswers(listings);
  return others;
}

/** Nothing is called so only where every kind was told. */
function expectAnswers(listings: readonly Listing[]): void {
  const failed = listings.find(({ status }) => status === "failed");
  if (failed) throw refused("failed", failed.detail);
}

/** Pods and Jobs are named by what was pasted from a log or an alert: they are listed only when nothing else has the name. */
async function runs(
  reader: KubernetesReader,
  cluster: string,
  words: readonly string[],
  signal: AbortSignal,
): Promise<Target[]> {
  const listings = await Promise.all(RUNS.map((kind) => reader.list(kind, { metadataOnly: true }, signal)));
  const found = listings
    .flatMap(({ items }): KubeObject[] => items)
    .filter(({ metadata }) => words.includes(metadata.name));
  if (found.length === 0) expectAnswers(listings);
  return found.map((object) => aboutObject(cluster, object));
}

/** The objects of these kinds and names. Throws when there is certainly none, and when nobody can tell. */
function exactly(
  wanted: readonly Explicit[],
  listings: readonly Listing[],
  spaces: readonly string[],
): readonly KubeObject[] {
  const objects = listings.flatMap(({ items }) => items);
  const found = objects.filter(({ kind, metadata }) =>
    wanted.some((item) => item.kind === kind && item.name === metadata.name),
  );
  const [first] = wanted;
  const areAllTold = listings.every(isWhole);
  if (first && found.length === 0 && areAllTold) throw noObject(first, spaces, objects);
  const denied = listings.find((listing) => listing.status === "denied");
  if (found.length === 0) expectAnswers(listings);
  if (first && found.length === 0 && denied) throw refused("denied", `${first.kind} objects: ${denied.detail}`);
  return found;
}

/** A Deployment and its Service share a name: the first kind of the list is meant. */
function firstPerName(objects: readonly KubeObject[]): KubeObject[] {
  const first = new Map<string, KubeObject>();
  for (const object of objects) {
    const key = `${object.metadata.namespace}/${object.metadata.name}`;
    if (!first.has(key)) first.set(key, object);
  }
  return [...first.values()];
}

/** Namespaces whose workloads say that they are part of an application of this name. */
function byApplication(cluster: string, objects: readonly KubeObject[], words: readonly string[]): Target[] {
  const found = objects.filter(({ metadata }) =>
    PART_OF.some((label) => words.includes(metadata.labels?.[label]?.toLowerCase() ?? "")),
  );
  return [...new Set(found.map(({ metadata }) => metadata.namespace ?? ""))].map((name) =>
    inNamespace(cluster, name, `workloads labelled so in namespace "${name}"`),
  );
}

interface Known {
  names: string[];
  /** There are no others. */
  complete: boolean;
}

/** Nothing more can be learned then. */
const LOST: ReadonlySet<ListStatus> = new Set(["failed", "timed-out", "unauthenticated"]);

async function namespacesOf(reader: KubernetesReader, signal: AbortSignal): Promise<Known> {
  const { items, status, detail } = await reader.list("Namespace", {}, signal);
  if (items.length > 0) return { names: items.map(({ metadata }) => metadata.name).sort(), complete: true };
  if (LOST.has(status)) throw refused(status, detail);
  // Namespaces are not listed (RBAC, or a capture without them): those of the objects are known.
  const pods = await reader.list("Pod", {}, signal);
  const workloads = pods.items.length > 0 ? pods : await reader.list("Deployment", {}, signal);
  const names = new Set(workloads.items.map(({ metadata }) => metadata.namespace ?? ""));
  return { names: [...names].filter(Boolean).sort(), complete: status !== "denied" };
}

function nothingListed(): SitrepError {
  return new SitrepError("denied", "Kubernetes lets us list neither namespaces nor what is in them (RBAC).", {
    hint: "Name a namespace, as in -n payments, or have the role in deploy/rbac.yaml granted.",
  });
}

function inNamespace(cluster: string, namespace: string, because = `namespace "${namespace}"`): Target {
  return { cluster, namespace, because };
}

function aboutObject(cluster: string, { apiVersion, kind, metadata }: KubeObject): Target {
  const namespace = metadata.namespace ?? "";
  return {
    cluster,
    namespace,
    object: { apiVersion, kind, namespace, name: metadata.name },
    because: `${kind} "${metadata.name}" in namespace "${namespace}"`,
  };
}

function noObject({ kind, name }: Explicit, spaces: readonly string[], objects: readonly KubeObject[]): SitrepError {
  const names = objects.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name);
  const near = nearNames(name, names);
  const there = near.length > 0 ? near : names.slice(0, 10);
  const where = spaces.length > 0 ? ` in namespace ${spaces.join(", ")}` : "";
  return new SitrepError("input", `There is no ${kind} "${name}"${where}.`, {
    hint:
      there.length > 0 ? `Did you mean ${there.join(" or ")}?` : "list_workloads and list_failing_pods have the names.",
  });
}
