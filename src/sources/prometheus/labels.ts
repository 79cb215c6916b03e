/**
 * Exporters and scrape configurations call the same thing differently. A canonical label is the object's own name;
 * the candidates are tried in order. Sources: kube-prometheus, the OpenTelemetry Kubernetes attributes, Istio's and
 * Linkerd's metric references, the community scrape configuration with `kubernetes_*` labels.
 */
const CANDIDATES: Record<string, readonly string[]> = {
  namespace: ["exported_namespace", "kubernetes_namespace", "k8s_namespace_name", "namespace", "service_namespace"],
  pod: ["exported_pod", "kubernetes_pod_name", "k8s_pod_name", "pod", "pod_name"],
  container: ["exported_container", "k8s_container_name", "container", "container_name"],
  service: ["exported_service", "service", "service_name"],
  workload: ["workload", "k8s_deployment_name", "deployment", "statefulset", "daemonset"],
  node: ["node", "k8s_node_name", "kubernetes_node", "nodename"],
  peer: ["peer", "server_address", "dst_service", "grpc_service"],
};
const SERVER: Record<string, readonly string[]> = {
  namespace: ["destination_workload_namespace", "destination_service_namespace"],
  service: ["destination_service_name"],
  workload: ["destination_workload"],
};
const CLIENT: Record<string, readonly string[]> = {
  namespace: ["source_workload_namespace"],
  workload: ["source_workload"],
  peer: ["destination_service_name", "destination_workload"],
};

/** Who counted: the side that answers or, for calls to others, the side that asks. */
export type Side = "server" | "client";

/** The first label of the candidates that `has` knows. */
export function labelFor(
  canonical: string,
  has: (label: string) => boolean,
  side: Side = "server",
): string | undefined {
  const mesh = (side === "client" ? CLIENT : SERVER)[canonical] ?? [];
  const candidates = [...mesh, ...(CANDIDATES[canonical] ?? [canonical])];
  // With exported_namespace the plain labels name the exporter and not the object.
  const exported = has("exported_namespace");
  return candidates.find((label) => has(label) && !(exported && SCRAPED.has(label)));
}
const SCRAPED = new Set(["namespace", "pod", "container", "service"]);

/** The labels with the object's own names added under the canonical ones. */
export function canonical(labels: Record<string, string>, side: Side = "server"): Record<string, string> {
  const has = (label: string) => (labels[label] ?? "") !== "";
  const own = Object.keys(CANDIDATES).flatMap((name) => {
    const label = labelFor(name, has, side);
    return label ? [[name, labels[label] ?? ""]] : [];
  });
  return { ...labels, ...Object.fromEntries(own) };
}

/** Labels that tie a series to a namespace. One look per label finds which metrics use it. */
export const NAMESPACE_LABELS = [
  "exported_namespace",
  "namespace",
  "kubernetes_namespace",
  "k8s_namespace_name",
  "destination_workload_namespace",
  "source_workload_namespace",
] as const;
export type NamespaceLabel = (typeof NAMESPACE_LABELS)[number];

const SCHEMES: Partial<Record<NamespaceLabel, Record<string, string>>> = {
  exported_namespace: { pod: "exported_pod", container: "exported_container", service: "exported_service" },
  kubernetes_namespace: { pod: "kubernetes_pod_name" },
  k8s_namespace_name: { pod: "k8s_pod_name", container: "k8s_container_name" },
};

/** The server's name for a canonical label, on metrics that carry the namespace under this label. */
export function labelUnder(scheme: NamespaceLabel, canonical: string): string {
  return canonical === "namespace" ? scheme : (SCHEMES[scheme]?.[canonical] ?? canonical);
}

/** A label value inside double quotes of a PromQL selector. */
export function quoted(value: string): string {
  return JSON.stringify(value);
}
