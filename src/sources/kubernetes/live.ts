import { messageOf, SitrepError } from "../../core/errors.ts";
import type { KubeObject } from "../../core/kubernetes.ts";
import { admit } from "./admit.ts";
import { type KubeClient, KubeError } from "./client.ts";
import { pathOf, type Resource, resourceOf } from "./kinds.ts";
import { logLines } from "./log-lines.ts";
import type { KubernetesReader, Listing, ListQuery } from "./reader.ts";

/** More objects of one kind than this are not held; what is asked about is a namespace or two. */
const MAX_ITEMS = 25_000;
const MAX_LOG_BYTES = 512 * 1024;

/** Groups beyond the built-in ones whose objects route traffic. */
const EXTENSIONS: Record<string, Record<string, string>> = {
  "networking.istio.io": {
    VirtualService: "virtualservices",
    DestinationRule: "destinationrules",
    Gateway: "gateways",
    ServiceEntry: "serviceentries",
    Sidecar: "sidecars",
  },
  "security.istio.io": { AuthorizationPolicy: "authorizationpolicies", PeerAuthentication: "peerauthentications" },
  "gateway.networking.k8s.io": { HTTPRoute: "httproutes", GRPCRoute: "grpcroutes" },
};

export interface LiveOptions {
  /** Secret names and keys are read only when asked for; the minimal role does not allow it. */
  readSecrets: boolean;
}

export function liveReader(client: KubeClient, { readSecrets }: LiveOptions): KubernetesReader {
  let extensions: Promise<Resource[]> | undefined;
  const discovered = (signal: AbortSignal) => {
    extensions ??= discover(client, signal).catch((error) => {
      extensions = undefined;
      throw error;
    });
    return extensions;
  };
  const list = async (kind: string, query: ListQuery, signal: AbortSignal): Promise<Listing> => {
    if (kind === "Secret" && !readSecrets)
      return { items: [], status: "denied", detail: "not read unless kubernetes.readSecrets is set" };
    const resource = resourceOf(kind) ?? (await discovered(signal)).find((item) => item.kind === kind);
    return resource
      ? listAll(client, resource, query, signal)
      : { items: [], status: "missing", detail: "not served here" };
  };
  return {
    recorded: false,
    cluster: () => client.cluster(),
    // The kind that was asked for is the kind that comes.
    list: list as KubernetesReader["list"],
    extensions: async (signal) => (await discovered(signal)).map(({ kind }) => kind),
    async logs({ namespace, pod, container, previous, tail, sinceSeconds }, signal) {
      const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/log`;
      const query = {
        container,
        previous: String(previous),
        timestamps: "true",
        tailLines: String(tail),
        limitBytes: String(MAX_LOG_BYTES),
        sinceSeconds: sinceSeconds?.toString(),
      };
      try {
        return { namespace, pod, container, previous, ...logLines(await client.text(path, { query, signal }), tail) };
      } catch (error) {
        // 400: the container has not started, or has no previous run.
        if (error instanceof KubeError && [400, 403, 404].includes(error.status)) return undefined;
        throw error;
      }
    },
    identity: (signal) => identity(client, signal),
  };
}

async function listAll(
  client: KubeClient,
  resource: Resource,
  { namespace, labelSelector, fieldSelector }: ListQuery,
  signal: AbortSignal,
): Promise<Listing> {
  let items: KubeObject[] = [];
  let dropped = 0;
  const keep = (item: unknown) => {
    const object = admit(item, resource.kind, resource.apiVersion);
    if (object && items.length < MAX_ITEMS) items.push(object);
    else dropped++;
  };
  try {
    await client.list(pathOf(resource, namespace), { query: { labelSelector, fieldSelector }, signal }, keep, () => {
      items = [];
      dropped = 0;
    });
    return dropped > 0
      ? { items, status: "truncated", detail: `${dropped} ${resource.plural} left out` }
      : { items, status: "ok", detail: "" };
  } catch (error) {
    if (signal.aborted || error instanceof SitrepError) throw error;
    return { items: [], ...refusal(error) };
  }
}

function refusal(error: unknown): Pick<Listing, "status" | "detail"> {
  const status = error instanceof KubeError ? error.status : 0;
  if (status === 401) return { status: "denied", detail: "credentials were not accepted (401)" };
  if (status === 403) return { status: "denied", detail: "not allowed (RBAC)" };
  if (status === 404) return { status: "missing", detail: "not served here" };
  return { status: "failed", detail: messageOf(error) };
}

async function discover(client: KubeClient, signal: AbortSignal): Promise<Resource[]> {
  const answer = (await client.json("/apis", { signal })) as {
    groups?: { name?: string; preferredVersion?: { groupVersion?: string } }[];
  };
  return (answer.groups ?? []).flatMap(({ name = "", preferredVersion }) =>
    Object.entries(EXTENSIONS[name] ?? {}).map(([kind, plural]) => ({
      kind,
      plural,
      apiVersion: preferredVersion?.groupVersion ?? "",
      namespaced: true,
    })),
  );
}

/** Writes that matter most; one SelfSubjectAccessReview each, which changes nothing. */
const WRITES = [
  { verb: "create", resource: "pods" },
  { verb: "delete", resource: "pods" },
  { verb: "patch", group: "apps", resource: "deployments" },
  { verb: "get", resource: "secrets" },
] as const;

async function identity(client: KubeClient, signal: AbortSignal) {
  const version = (await client.json("/version", { signal })) as { gitVersion?: string };
  const review = async (group: string, kind: string, spec?: object) =>
    (await client.json(`/apis/${group}/v1/${kind.toLowerCase()}s`, {
      method: "POST",
      body: { apiVersion: `${group}/v1`, kind, ...(spec ? { spec } : {}) },
      signal,
    })) as {
      status?: { allowed?: boolean; userInfo?: { username?: string } };
    };
  const self = await review("authentication.k8s.io", "SelfSubjectReview").catch(() => undefined);
  const allowed = await Promise.all(
    WRITES.map(async (attributes) => {
      const answer = await review("authorization.k8s.io", "SelfSubjectAccessReview", {
        resourceAttributes: attributes,
      });
      return answer.status?.allowed ? [`${attributes.verb} ${attributes.resource}`] : [];
    }),
  );
  return {
    version: version.gitVersion ?? "",
    user: self?.status?.userInfo?.username ?? "unknown",
    mayWrite: allowed.flat(),
  };
}
