import { isCustom } from "../../../core/kubernetes/built-in.ts";
import type { KubeClient } from "../api/client.ts";
import { pathOf, type Resource } from "../kinds.ts";
import { METADATA_ONLY } from "./list-objects.ts";

/** Reports, identities and endpoints that scanners and network plugins keep for each pod: many, and nobody's wish. */
const MANY =
  /^(?:wgpolicyk8s\.io|reports\.kyverno\.io|aquasecurity\.github\.io|spdx\.softwarecomposition\.kubescape\.io)\/|^cilium\.io\/\S+ (?:ciliumendpoints|ciliumidentities|ciliumendpointslices)$/;
/** Crossplane's providers alone bring hundreds; beyond this the rest is not looked at. */
const MAX_KINDS = 400;

/** Kinds of custom resources that live in namespaces. */
export function customKinds(kinds: readonly Resource[]): Resource[] {
  return kinds
    .filter(
      ({ apiVersion, plural, namespaced }) =>
        namespaced && isCustom(apiVersion) && !MANY.test(`${apiVersion} ${plural}`),
    )
    .slice(0, MAX_KINDS);
}

/**
 * Those of which the cluster has at least one object, asked for by name only, one request each: most kinds that operators
 * bring are never used. Where that may not be asked, or is not answered, the kind may be in use.
 */
export async function inUse(client: KubeClient, kinds: readonly Resource[], signal: AbortSignal): Promise<Resource[]> {
  const used = await Promise.all(customKinds(kinds).map((kind) => isUsed(client, kind, signal)));
  return customKinds(kinds).filter((_, i) => used[i]);
}

async function isUsed(client: KubeClient, kind: Resource, signal: AbortSignal): Promise<boolean> {
  try {
    const request = { query: { limit: "1" }, accept: METADATA_ONLY, signal };
    const answer = await client.json(pathOf(kind), request);
    const items = (answer as { items?: unknown } | null)?.items;
    return !Array.isArray(items) || items.length > 0;
  } catch {
    return true;
  }
}
