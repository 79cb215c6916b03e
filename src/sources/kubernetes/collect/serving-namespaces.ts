import { groupIn, isCustom } from "../../../core/kubernetes/built-in.ts";
import { namesOf, projectOf } from "../../../core/kubernetes/controller-names.ts";
import type { Condition, KubeObject } from "../../../core/kubernetes/meta.ts";
import type { Ingress } from "../../../core/kubernetes/service.ts";
import type { PersistentVolumeClaim, StorageClass } from "../../../core/kubernetes/storage.ts";
import { type Asked, objectsOf } from "./want.ts";

const MAX_SERVING = 3;
const READ_ANYWAY = "kube-system";
const RELEASE = "meta.helm.sh/release-namespace";
/** `csi.storage.k8s.io/provisioner-secret-namespace: rook-ceph` and its like. */
const SECRET_NAMESPACE = /-secret-namespace$/;
const VOLUME_TROUBLE = /^(?:FailedMount|FailedAttachVolume|ProvisioningFailed|ExternalProvisioning)$/;

/**
 * Namespaces, of those known, with the controllers that what was listed waits for: of the Ingresses' class, of the class of
 * volumes that are in trouble, of custom resources that are not ready. By what Helm wrote on the class, by the namespaces
 * that it names, else by the project's name: `ingress-nginx`, `longhorn-system`, `cert-manager`.
 */
export function servingNamespaces(asked: readonly Asked[], known: readonly string[]): string[] {
  const found = [...ingressControllers(asked), ...storageDrivers(asked), ...stuckProjects(asked)];
  const names = found.flatMap((name) => known.filter((namespace) => namespace === name || isOf(namespace, name)));
  return [...new Set(names)].filter((name) => name !== READ_ANYWAY).slice(0, MAX_SERVING);
}

function isOf(namespace: string, project: string): boolean {
  return (
    namespace === `${project}-system` || namespace === `${project}-operator` || namespace === `${project}-controller`
  );
}

function ingressControllers(asked: readonly Asked[]): string[] {
  const ingresses = objectsOf(asked, "Ingress") as Ingress[];
  const used = new Set(ingresses.map(({ spec }) => spec?.ingressClassName));
  const classes = objectsOf(asked, "IngressClass") as (KubeObject & { spec?: { controller?: string } })[];
  return classes
    .filter(({ metadata }) => used.has(metadata.name) || (used.has(undefined) && ingresses.length > 0))
    .flatMap(({ metadata, spec }) => [...release(metadata), ...namesOf(spec?.controller ?? "")]);
}

function storageDrivers(asked: readonly Asked[]): string[] {
  const claims = objectsOf(asked, "PersistentVolumeClaim") as PersistentVolumeClaim[];
  const troubled = objectsOf(asked, "Event").some(isVolumeTrouble);
  const used = new Set(
    claims.filter(({ status }) => troubled || status?.phase === "Pending").map(({ spec }) => spec?.storageClassName),
  );
  const classes = objectsOf(asked, "StorageClass") as (StorageClass & { parameters?: Record<string, string> })[];
  return classes
    .filter(({ metadata }) => used.has(metadata.name) || used.has(undefined))
    .flatMap(({ metadata, provisioner = "", parameters = {} }) => [
      ...release(metadata),
      ...Object.entries(parameters).flatMap(([key, value]) => (SECRET_NAMESPACE.test(key) ? [value] : [])),
      ...[projectOf(provisioner)].filter((name) => name !== undefined),
    ]);
}

function isVolumeTrouble(event: KubeObject & { reason?: string }): boolean {
  return VOLUME_TROUBLE.test(event.reason ?? "");
}

function stuckProjects(asked: readonly Asked[]): string[] {
  const custom = asked.flatMap(({ listing }) => listing.items).filter(({ apiVersion }) => isCustom(apiVersion));
  return custom.filter(isStuck).flatMap(({ apiVersion }) => projectOf(groupIn(apiVersion)) ?? []);
}

/** It says that it is not ready, or nothing says anything of it yet. */
function isStuck({ status }: KubeObject & { status?: { conditions?: Condition[] } }): boolean {
  if (status === undefined) return true;
  const ready = status.conditions?.find(({ type }) => type === "Ready");
  return ready !== undefined && ready.status !== "True";
}

function release({ annotations = {} }: KubeObject["metadata"]): string[] {
  const namespace = annotations[RELEASE];
  return namespace ? [namespace] : [];
}
