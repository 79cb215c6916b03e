import { limiter } from "../../../core/limiter.ts";
import type { KubeClient } from "../api/client.ts";
import { KubeError } from "../api/kube-error.ts";
import { listPages } from "../api/pages.ts";
import { AS_TABLE, podRow, printed } from "../pods/pod-rows.ts";
import { servedPod } from "../pods/project-pod.ts";
import { PodCensus } from "./pod-census.ts";

/** From the API server's memory, as informers do; at most moments old. */
const CACHED = { resourceVersion: "0" };
const PRINTED = { query: { ...CACHED, includeObject: "None" }, accept: AS_TABLE };
/** Finished pods are neither counted nor watched. */
export const UNFINISHED = "status.phase!=Succeeded";
/** The API server counts requests in flight; so many of ours are a small part of a client's share. */
const AT_ONCE = 12;
/** From so many suspects of one namespace on, one list is cheaper than each alone. */
const MANY = 40;

export interface Survey {
  census: PodCensus;
  /** From here a watch goes on: what changed since may be told twice, and nothing is missed. */
  resourceVersion: string;
}

/**
 * Every pod of the namespaces (all when none are named), read the cheap way: the API server prints them, and only those that
 * are not plainly well are fetched. 20,000 pods are 5 MB so, and 317 MB as they are. Throws KubeError, and a ZodError where
 * the server prints no tables.
 */
export async function survey(
  client: KubeClient,
  namespaces: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<Survey> {
  const census = new PodCensus();
  const limited = limiter(AT_ONCE);
  const [names, silentNodes] = await Promise.all([
    namespaces ?? namesOf(client, signal),
    silentNodesOf(client, signal),
  ]);
  const versions = await Promise.all(
    names.map((namespace) => readNamespace({ client, census, silentNodes, limited, signal }, namespace)),
  );
  // Versions of one cluster are comparable numbers: https://kubernetes.io/docs/reference/using-api/api-concepts/
  const oldest = versions.reduce((a, b) => (BigInt(a) < BigInt(b) ? a : b), versions[0] ?? "0");
  return { census, resourceVersion: oldest };
}

interface Reading {
  client: KubeClient;
  census: PodCensus;
  silentNodes: ReadonlySet<string>;
  limited: ReturnType<typeof limiter>;
  signal: AbortSignal;
}

async function readNamespace(reading: Reading, namespace: string): Promise<string> {
  const { client, census, silentNodes, limited, signal } = reading;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
  const query = { ...PRINTED.query, fieldSelector: UNFINISHED };
  const { rows, resourceVersion } = printed(await limited(() => client.json(path, { ...PRINTED, query, signal })));
  const pods = rows.map((cell) => podRow(cell, silentNodes));
  for (const { name, suspect } of pods) if (!suspect) census.well(namespace, name);
  const suspects = pods.filter(({ suspect }) => suspect);
  const now = Date.now();
  const see = (item: unknown): undefined => {
    const pod = servedPod(item);
    if (pod) census.see(pod, now);
  };
  if (suspects.length > MANY) {
    const request = { query: { fieldSelector: UNFINISHED }, signal };
    const { cut } = await limited(() => listPages(client, path, request, { keep: see, max: Number.POSITIVE_INFINITY }));
    if (cut) throw new KubeError(0, cut.why);
  } else
    await Promise.all(
      suspects.map(({ name }) => limited(async () => see(await get(client, `${path}/${name}`, signal)))),
    );
  return resourceVersion;
}

/** A pod that is gone by now is not there. */
async function get(client: KubeClient, path: string, signal: AbortSignal): Promise<unknown> {
  return client.json(path, { query: CACHED, signal }).catch((error: unknown) => {
    if (error instanceof KubeError && error.status === 404) return undefined;
    throw error;
  });
}

async function namesOf(client: KubeClient, signal: AbortSignal): Promise<string[]> {
  const { rows } = printed(await client.json("/api/v1/namespaces", { ...PRINTED, signal }));
  return rows.map((cell) => cell("Name"));
}

/** Nodes that do not report: their pods count as not ready, while their containers still say that they are. */
async function silentNodesOf(client: KubeClient, signal: AbortSignal): Promise<Set<string>> {
  const { rows } = printed(await client.json("/api/v1/nodes", { ...PRINTED, signal }));
  return new Set(rows.filter((cell) => !/^Ready\b/.test(cell("Status"))).map((cell) => cell("Name")));
}
