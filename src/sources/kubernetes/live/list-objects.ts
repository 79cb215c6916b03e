import { messageOf, SitrepError } from "../../../core/errors.ts";
import { reasonOf } from "../../../core/failure.ts";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { isLate, throwIfGone } from "../../../core/late.ts";
import { admit } from "../admit.ts";
import type { KubeClient } from "../api/client.ts";
import { KubeError, notTheApi } from "../api/kube-error.ts";
import { listPages } from "../api/pages.ts";
import { pathOf, type Resource } from "../kinds.ts";
import { nothing } from "../listing.ts";
import type { Listing, ListQuery } from "../reader.ts";

/** More objects of one kind than this are not held; what is asked about is a namespace or two. */
const MAX_OBJECTS = 25_000;
/** Objects of these kinds may be a megabyte each. */
const BULKY = new Set(["ConfigMap", "Secret"]);
const BULKY_PAGE = 50;
/** Helm keeps whole releases in Secrets. */
const NOT_HELM = "type!=helm.sh/release.v1";
export const METADATA_ONLY = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

/**
 * All objects of a kind that the query asks for; when the deadline passes, those that arrived. Throws only when the caller goes
 * away, and what keeps us from asking at all.
 */
export async function listObjects(
  client: KubeClient,
  find: () => Promise<Resource | undefined>,
  query: ListQuery,
  signal: AbortSignal,
): Promise<Listing> {
  let resource: Resource | undefined;
  try {
    resource = await find();
    if (!resource) return nothing("unserved", "not served here");
    return query.name === undefined
      ? await listAll(client, resource, query, signal)
      : await getOne(client, resource, query.namespace, query.name, signal);
  } catch (error) {
    throwIfGone(signal);
    if (error instanceof SitrepError) throw error;
    return nothing(...refusal(error, resource));
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
    signal,
  };
  const size = BULKY.has(kind) && !metadataOnly ? BULKY_PAGE : Math.min(max, 500);
  const keep = (item: unknown): KubeObject | undefined => admit(item, resource);
  const { items, read, cut } = await listPages(client, pathOf(resource, namespace), request, { keep, max, size });
  throwIfGone(signal);
  const odd = read - items.length;
  if (cut) return { items, status: cut.reason, detail: cut.why };
  return odd > 0
    ? { items, status: "malformed", detail: `${odd} of ${read} are not readable` }
    : { items, status: "ok", detail: "" };
}

async function getOne(
  client: KubeClient,
  resource: Resource,
  namespace: string | undefined,
  name: string,
  signal: AbortSignal,
): Promise<Listing> {
  try {
    const path = pathOf(resource, namespace, name);
    const item = admit(await client.json(path, { signal }), resource);
    if (!item) throw notTheApi(`the answer to ${path} is no object`);
    return { items: [item], status: "ok", detail: "" };
  } catch (error) {
    // The API server names the object that is not there; a kind that is not served has no such name.
    if (error instanceof KubeError && error.absent === name) return { items: [], status: "ok", detail: "" };
    throw error;
  }
}

/** Every API server serves these: a 404 for one of their kinds comes from something else. */
const ALWAYS_SERVED = new Set(["v1", "apps/v1", "batch/v1"]);

/** How a listing that failed says why. */
export function refusal(error: unknown, resource?: Resource): [Listing["status"], string] {
  if (!(error instanceof KubeError)) return [reasonOf(error), isLate(error) ? "no answer in time" : messageOf(error)];
  const { status, message } = error;
  if (status === 401) return ["unauthenticated", message];
  if (status === 403) return ["denied", "not allowed (RBAC)"];
  if (status !== 404) return [reasonOf(error), message];
  return ALWAYS_SERVED.has(resource?.apiVersion ?? "")
    ? ["failed", notTheApi("it answers HTTP 404").message]
    : ["unserved", "not served here"];
}
