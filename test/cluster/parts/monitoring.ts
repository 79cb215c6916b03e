import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Cluster, inside, urls } from "./cluster.ts";
import { certificate, kubeconfig, pem } from "./pki.ts";
import { ready, start } from "./processes.ts";

const CONFIGURATION = path.join(import.meta.dirname, "..", "monitoring");

/** Prometheus, Alertmanager and node-exporter, from the distribution's packages. */
export async function startMonitoring(cluster: Cluster): Promise<void> {
  const { nodeExporter, prometheus, alertmanager } = cluster.ports;
  // The nodes have no CPUs of their own: what the machine does besides would pass for the load of a node.
  const exporter = [`--web.listen-address=127.0.0.1:${nodeExporter}`, "--no-collector.cpu", "--no-collector.loadavg"];
  start(cluster, "node-exporter", "prometheus-node-exporter", exporter);
  start(cluster, "alertmanager", "prometheus-alertmanager", [
    `--config.file=${path.join(CONFIGURATION, "alertmanager.yml")}`,
    `--storage.path=${inside(cluster, "alertmanager")}`,
    `--web.listen-address=127.0.0.1:${alertmanager}`,
    "--cluster.listen-address=",
  ]);
  await certificate(cluster, "prometheus", "/CN=prometheus");
  mkdirSync(inside(cluster, "targets"), { recursive: true });
  const discovery = path.join(import.meta.dirname, "discovery.ts");
  const config = kubeconfig(cluster, "prometheus");
  start(cluster, "discovery", process.execPath, [discovery, config, inside(cluster, "targets")]);
  start(cluster, "prometheus", "prometheus", [
    `--config.file=${prometheusConfiguration(cluster)}`,
    `--storage.tsdb.path=${inside(cluster, "prometheus")}`,
    `--web.listen-address=127.0.0.1:${prometheus}`,
    "--web.enable-lifecycle",
    "--log.level=warn",
  ]);
  await ready(cluster, "alertmanager", 30, () => answers(`${urls(cluster).alertmanager}/-/ready`));
  await ready(cluster, "prometheus", 30, () => answers(`${urls(cluster).prometheus}/-/ready`));
}

async function answers(url: string): Promise<string | undefined> {
  return fetch(url).then((response) => (response.ok ? undefined : `${url} says ${response.status}`), String);
}

/** `monitoring/prometheus.yml` with this cluster's addresses in place of `${…}`. */
function prometheusConfiguration(cluster: Cluster): string {
  const values: Partial<Record<string, string>> = {
    cluster: cluster.name,
    api: `${cluster.host}:${cluster.ports.api}`,
    targets: inside(cluster, "targets"),
    ca: pem(cluster, "ca.crt"),
    cert: pem(cluster, "prometheus.crt"),
    key: pem(cluster, "prometheus.key"),
    rules: path.join(CONFIGURATION, "rules"),
    nodeExporter: `127.0.0.1:${cluster.ports.nodeExporter}`,
    alertmanager: `127.0.0.1:${cluster.ports.alertmanager}`,
  };
  const template = readFileSync(path.join(CONFIGURATION, "prometheus.yml"), "utf8");
  const file = inside(cluster, "prometheus.yml");
  writeFileSync(
    file,
    template.replace(/\$\{(\w+)\}/g, (all, name: string) => values[name] ?? all),
  );
  return file;
}
