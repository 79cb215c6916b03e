import type { ObjectRef } from "../object.ts";
import type { KubeObject } from "./meta.ts";

/** Labels by which Flux says what deployed an object: it owns nothing. */
const LABELS: readonly (readonly [prefix: string, kind: string])[] = [
  ["kustomize.toolkit.fluxcd.io", "Kustomization"],
  ["helm.toolkit.fluxcd.io", "HelmRelease"],
];
/** `app:apps/Deployment:payments/api`, or `argocd_app:…` where applications live in any namespace. */
const TRACKING = "argocd.argoproj.io/tracking-id";
const INSTANCE = "argocd.argoproj.io/instance";

type Manager = Pick<ObjectRef, "kind" | "namespace" | "name">;

/** What deployed this object, by its labels and annotations; Argo CD does not say in which namespace its application is. */
export function managersOf({ metadata }: KubeObject): Manager[] {
  const { labels = {}, annotations = {} } = metadata;
  return LABELS.flatMap(([prefix, kind]): Manager[] => {
    const [name, namespace] = [labels[`${prefix}/name`], labels[`${prefix}/namespace`]];
    return name && namespace ? [{ kind, namespace, name }] : [];
  }).concat(application(annotations[TRACKING]?.split(":")[0] ?? labels[INSTANCE]));
}

function application(id: string | undefined): Manager[] {
  if (!id) return [];
  const [namespace, name] = id.includes("_") ? id.split("_") : ["argocd", id];
  return [{ kind: "Application", namespace: namespace ?? "", name: name ?? id }];
}
