const BUILT_IN = new Set([
  "",
  "apps",
  "autoscaling",
  "batch",
  "events.k8s.io",
  "extensions",
  "policy",
  "admissionregistration.k8s.io",
  "apiextensions.k8s.io",
  "apiregistration.k8s.io",
  "authentication.k8s.io",
  "authorization.k8s.io",
  "certificates.k8s.io",
  "coordination.k8s.io",
  "custom.metrics.k8s.io",
  "discovery.k8s.io",
  "external.metrics.k8s.io",
  "flowcontrol.apiserver.k8s.io",
  "internal.apiserver.k8s.io",
  "metrics.k8s.io",
  "networking.k8s.io",
  "node.k8s.io",
  "rbac.authorization.k8s.io",
  "resource.k8s.io",
  "scheduling.k8s.io",
  "storage.k8s.io",
  "storagemigration.k8s.io",
]);

/** Does a definition or another server add this kind to the API? What the API server and metrics adapters bring is not custom. */
export function isCustom(apiVersion: string | undefined): boolean {
  return !BUILT_IN.has(groupIn(apiVersion));
}

/** `cert-manager.io` of `cert-manager.io/v1`; empty for the core group. */
export function groupIn(apiVersion = ""): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}
