import { messageOf, SitrepError } from "../../../core/errors.ts";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { admit } from "../admit.ts";
import type { KubeClient } from "../api/client.ts";
import { KubeError } from "../api/kube-error.ts";
import { listPages } from "../api/pages.ts";
import { pathOf, type Resource } from "../kinds.ts";
import { nothing } from "../listing.ts";
import type { Listing, ListQuery } from "../reader.ts";

/** More objects of one kind than this are not held; what is asked about is a namespace or two. */
const MAX_OBJECTS = 25_000;
/** A list that takes longer gives what it has. Below the time that a source has as a whole. */
const LIST_TIMEOUT = 6_000;
/** Objects of these kinds may be a megabyte each. */
const BULKY = new Set(["ConfigMap", "Secret"]);
const BULKY_PAGE = 50;
/** Helm keeps whole releases in Secrets. */
const NOT_HELM = "type!=helm.sh/release.v1";
const METADATA_ONLY = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

/** All objects of a kind that the query asks for. Throws only an abort and what keeps us from asking at all. */
export async function listObjects(
  client: KubeClient,
  find: () => Promise<Resource | undefined>,
  query: ListQuery,
  signal: AbortSignal,
): Promise<Listing> {
  try {
    const resource = await find();
    if (!resource) return nothing("missing", "not served here");
    return query.name === undefined
      ? await listAll(client, resource, query, signal)
      : await getOne(client, resource, query.namespace, query.name, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof SitrepError) throw error;
    return nothing(...refusal(error));
  }
}

async function listAll(
  client: KubeClient,
  resource: Resource,
  { namespace, labelSelector, fieldSelector, max = MAX_OBJECTS, metadataOnly }: ListQuery,
  signal: AbortSignal,
): Promise<Listing> {
  const { kind } = resource;
  const fields = kind === "Secret" ? [fieldSelector, NOT_HELM].filter(Boolean).join(",") : fieldSelector;
  const request = {
    query: { labelSelector, fieldSelector: fields },
    ...(metadataOnly && { accept: METADATA_ONLY }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(LIST_TIMEOUT)]),
  };
  const size = BULKY.has(kind) && !metadataOnly ? BULKY_PAGE : Math.min(max, 500);
  const keep = (item: unknown): KubeObject | undefined => admit(item, resource);
  const { items, cut } = await listPages(client, pathOf(resource, namespace), request, { keep, max, size });
  signal.throwIfAborted();
  return cut === undefined ? { items, status: "ok", detail: "" } : { items, status: "truncated", detail: cut };
}

async function getOne(
  client: KubeClient,
  resource: Resource,
  namespace: string | undefined,
  name: string,
  signal: AbortSignal,
): Promise<Listing> {
  try {
    const item = admit(await client.json(pathOf(resource, namespace, name), { signal }), resource);
    return { items: item ? [item] : [], status: "ok", detail: "" };
  } catch (error) {
    // The API server names the object that is not there; a kind that is not served has no such name.
    if (error instanceof KubeError && error.status === 404 && error.message.includes(`"${name}"`))
      return { items: [], status: "ok", detail: "" };
    throw error;
  }
}

/** How a listing that failed says why. */
export function refusal(error: unknown): [Listing["status"], string] {
  const status = error instanceof KubeError ? error.status : 0;
  if (status === 401) return ["denied", "credentials were not accepted (401)"];
  if (status === 403) return ["denied", "not allowed (RBAC)"];
  if (status === 404) return ["missing", "not served here"];
  return ["failed", messageOf(error)];
}
