import { z } from "zod";
import type { Resource } from "../kinds.ts";
import type { KubeClient } from "./client.ts";
import { notTheApi } from "./kube-error.ts";

/** Since 1.30 everything in two answers; before, as v2beta1. */
const AGGREGATED = ["v2", "v2beta1"]
  .map((version) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`)
  .join(",");

const Aggregated = z.looseObject({
  kind: z.literal("APIGroupDiscoveryList"),
  items: z.array(
    z.looseObject({
      metadata: z.looseObject({ name: z.string().optional() }).optional(),
      versions: z
        .array(
          z.looseObject({
            version: z.string(),
            resources: z
              .array(
                z.looseObject({
                  resource: z.string(),
                  responseKind: z.looseObject({ kind: z.string() }).nullish(),
                  scope: z.string(),
                  shortNames: z.array(z.string()).nullish(),
                  verbs: z.array(z.string()).nullish(),
                }),
              )
              .nullish(),
          }),
        )
        .nullish(),
    }),
  ),
});
const Groups = z.looseObject({
  groups: z.array(z.looseObject({ preferredVersion: z.looseObject({ groupVersion: z.string() }).optional() })),
});
const Resources = z.looseObject({
  resources: z.array(
    z.looseObject({
      name: z.string(),
      kind: z.string(),
      namespaced: z.boolean(),
      shortNames: z.array(z.string()).nullish(),
      verbs: z.array(z.string()).nullish(),
    }),
  ),
});

/** Every kind that can be listed, in its group's preferred version. Throws KubeError. */
export async function discover(client: KubeClient, signal: AbortSignal): Promise<Resource[]> {
  const parts = await Promise.all(
    ["/api", "/apis"].map(async (path) => {
      const answer = Aggregated.safeParse(
        await client.json(path, { accept: `${AGGREGATED},application/json`, signal }),
      );
      return answer.success ? aggregated(answer.data) : perGroup(client, path, signal);
    }),
  );
  return parts.flat();
}

function aggregated({ items }: z.infer<typeof Aggregated>): Resource[] {
  return items.flatMap(({ metadata, versions }) => {
    // The first version is the one that the server prefers.
    const [preferred] = versions ?? [];
    const apiVersion = [metadata?.name, preferred?.version].filter(Boolean).join("/");
    return (preferred?.resources ?? []).flatMap(({ resource, responseKind, scope, shortNames, verbs }) =>
      responseKind?.kind && verbs?.includes("list")
        ? [
            {
              kind: responseKind.kind,
              apiVersion,
              plural: resource,
              namespaced: scope === "Namespaced",
              shortNames: shortNames ?? [],
            },
          ]
        : [],
    );
  });
}

function groupsOf(answer: unknown): z.infer<typeof Groups>["groups"] {
  const parsed = Groups.safeParse(answer);
  if (!parsed.success) throw notTheApi("the answer to /apis lists no API groups", parsed.error);
  return parsed.data.groups;
}

/** One request a group. A group whose server is down has no kinds. */
async function perGroup(client: KubeClient, path: string, signal: AbortSignal): Promise<Resource[]> {
  const versions =
    path === "/api"
      ? ["v1"]
      : groupsOf(await client.json(path, { signal })).flatMap(
          ({ preferredVersion }) => preferredVersion?.groupVersion ?? [],
        );
  const lists = await Promise.all(
    versions.map(async (apiVersion) => {
      const answer = await client.json(`${path}/${apiVersion}`, { signal }).catch(() => undefined);
      const parsed = Resources.safeParse(answer);
      return parsed.success ? parsed.data.resources.map((item) => ({ ...item, apiVersion })) : [];
    }),
  );
  return lists
    .flat()
    .filter(({ verbs }) => verbs?.includes("list"))
    .map(({ kind, name, namespaced, shortNames, apiVersion }) => ({
      kind,
      apiVersion,
      plural: name,
      namespaced,
      shortNames: shortNames ?? [],
    }));
}
