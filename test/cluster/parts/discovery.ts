// Tells Prometheus what to scrape, since the one in Debian cannot ask Kubernetes: node discovery.ts KUBECONFIG FOLDER
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { apiClient, every } from "./api-client.ts";

const INTERVAL_MS = 1000;

interface Pod {
  metadata: { name: string; namespace: string; annotations?: Record<string, string>; labels?: Record<string, string> };
  spec: { nodeName?: string; containers: { name: string; ports?: { containerPort: number }[] }[] };
  status: { phase?: string; podIP?: string };
}
interface Node {
  metadata: { name: string };
  status: { addresses?: { type: string; address: string }[]; daemonEndpoints?: { kubeletEndpoint?: { Port: number } } };
}
/** What Prometheus reads from a file (`file_sd_configs`). */
interface Target {
  targets: string[];
  labels: Record<string, string>;
}

function podTarget({ metadata, spec, status }: Pod): Target[] {
  const { "prometheus.io/scrape": scrape, "prometheus.io/port": port } = metadata.annotations ?? {};
  if (scrape !== "true" || !port || !status.podIP || /Succeeded|Failed/.test(status.phase ?? "")) return [];
  const container = spec.containers.find((it) => it.ports?.some(({ containerPort }) => String(containerPort) === port));
  const labels: Record<string, string> = {
    namespace: metadata.namespace,
    pod: metadata.name,
    node: spec.nodeName ?? "",
  };
  if (container) labels.container = container.name;
  const app = metadata.labels?.["app.kubernetes.io/name"];
  if (app) labels.app = app;
  return [{ targets: [`${status.podIP}:${port}`], labels }];
}

function nodeTarget({ metadata, status }: Node): Target[] {
  const address = status.addresses?.find(({ type }) => type === "InternalIP")?.address;
  const port = status.daemonEndpoints?.kubeletEndpoint?.Port;
  return address && port ? [{ targets: [`${address}:${port}`], labels: { node: metadata.name } }] : [];
}

function writeWhenChanged(file: string, targets: readonly Target[]): void {
  const text = JSON.stringify(targets);
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

if (import.meta.main) {
  const [kubeconfig = "", folder = ""] = process.argv.slice(2);
  const read = apiClient(kubeconfig);
  await every(INTERVAL_MS, async () => {
    const [pods, nodes] = await Promise.all([read("/api/v1/pods"), read("/api/v1/nodes")]);
    const isMetrics = (pod: Pod) => pod.metadata.labels?.["app.kubernetes.io/name"] === "kube-state-metrics";
    const { items } = pods as { items: Pod[] };
    writeWhenChanged(path.join(folder, "pods.json"), items.filter((pod) => !isMetrics(pod)).flatMap(podTarget));
    writeWhenChanged(path.join(folder, "kube-state-metrics.json"), items.filter(isMetrics).flatMap(podTarget));
    writeWhenChanged(path.join(folder, "nodes.json"), (nodes as { items: Node[] }).items.flatMap(nodeTarget));
  });
}
