import { keyOf, type ObjectRef } from "../../../core/object.ts";
import type { Situation } from "../../situation/situation.ts";
import { someOf } from "../../some-of.ts";

/** Finalizers of Kubernetes itself and of common controllers, and what each waits for. Source: their own documentation. */
const KNOWN: readonly (readonly [pattern: RegExp, waits: string])[] = [
  [/^foregroundDeletion$/, "what it owns has to be deleted first"],
  [/^orphan$/, "the garbage collector has to release what it owns"],
  [/^kubernetes\.io\/pv-protection$/, "a claim is still bound to it"],
  [/^service\.kubernetes\.io\/load-balancer-cleanup$/, "the cloud controller has to delete the load balancer"],
  [/^external-attacher\//, "the CSI attacher has to detach the volume"],
  [/^external-provisioner\./, "the CSI provisioner has to delete the volume"],
  [/^batch\.kubernetes\.io\/job-tracking$/, "the Job controller has to count it"],
  [/^customresourcecleanup\.apiextensions\.k8s\.io$/, "objects of this kind are left"],
  [/^ingress\.k8s\.aws\//, "the AWS load balancer controller has to delete what it made"],
];

/** Who has to remove this finalizer, or what keeps them from it. */
export function whoRemoves(finalizer: string, of: ObjectRef, situation: Situation): string {
  const known = KNOWN.find(([pattern]) => pattern.test(finalizer))?.[1];
  const parts = situation.graph.into(of).filter(({ kind }) => kind === "part-of");
  const left = [...new Set(parts.map(({ from }) => keyOf(from)))].map((key) => key.replace(/\/.*\//, " "));
  if (/^foregroundDeletion$/.test(finalizer) && left.length > 0) return `${someOf(left, 3)} must go first`;
  return known ?? `the controller of ${domainOf(finalizer, of)} has to remove it`;
}

/** `guard.acme.example.com` of `guard.acme.example.com/cleanup`; a finalizer without a domain is of the object's own group. */
function domainOf(finalizer: string, { apiVersion }: ObjectRef): string {
  const [domain = ""] = finalizer.split("/");
  return domain.includes(".") ? domain : (apiVersion.split("/")[0] ?? domain);
}
