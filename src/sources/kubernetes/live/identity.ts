import { z } from "zod";
import { throwIfGone } from "../../../core/late.ts";
import type { KubeClient } from "../api/client.ts";
import { notTheApi } from "../api/kube-error.ts";
import type { Attributes, Identity } from "../reader.ts";

const Version = z.looseObject({ gitVersion: z.string() });
const Review = z.looseObject({
  status: z
    .looseObject({
      allowed: z.boolean().optional(),
      userInfo: z.looseObject({ username: z.string().optional() }).optional(),
    })
    .optional(),
});

/** What nobody who only reads is allowed to do; the most telling of the writes. */
const WRITES: readonly Attributes[] = [
  { verb: "create", resource: "pods" },
  { verb: "delete", resource: "pods" },
  { verb: "create", resource: "pods", subresource: "exec" },
  { verb: "patch", group: "apps", resource: "deployments" },
  { verb: "patch", resource: "nodes" },
  { verb: "get", resource: "secrets" },
];

/** Version of the server, and who we are to it. Reviews are posted and change nothing. Throws KubeError. */
export async function identify(client: KubeClient, signal: AbortSignal): Promise<Identity> {
  const [version, user, allowed] = await Promise.all([
    client.json("/version", { signal }),
    username(client, signal),
    Promise.all(WRITES.map(async (write) => ((await may(client, write, signal)) ? [write] : []))),
  ]);
  const mayWrite = allowed
    .flat()
    .map(({ verb, resource, subresource }) => `${verb} ${[resource, subresource].filter(Boolean).join("/")}`);
  const told = Version.safeParse(version);
  if (!told.success) throw notTheApi("the answer to /version names none", told.error);
  return { version: told.data.gitVersion, user, mayWrite };
}

/** The answer to a SelfSubjectAccessReview, in all namespaces when none is named. */
export async function may(client: KubeClient, attributes: Attributes, signal: AbortSignal): Promise<boolean> {
  const body = {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec: { resourceAttributes: attributes },
  };
  const answer = await client.json("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", { body, signal });
  const review = Review.safeParse(answer);
  if (!review.success) throw notTheApi("the answer to an access review is none", review.error);
  return review.data.status?.allowed ?? false;
}

/** Since 1.28 the server tells; an older one does not. */
async function username(client: KubeClient, signal: AbortSignal): Promise<string> {
  const body = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
  try {
    const answer = await client.json("/apis/authentication.k8s.io/v1/selfsubjectreviews", { body, signal });
    return Review.parse(answer).status?.userInfo?.username ?? "unknown";
  } catch {
    throwIfGone(signal);
    return "unknown";
  }
}
