import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

export type Mode = "full" | "control-plane-only";

/** What is written down about a cluster before anything starts, so that `down` works after a crash. */
export interface Cluster {
  name: string;
  mode: Mode;
  /** Everything that it writes is below here. */
  folder: string;
  kubeconfig: string;
  /** Where the API server listens: the bridge in full mode, so that pods reach it. */
  host: string;
  ports: Ports;
  nodes: number;
}

export type Ports = ReturnType<typeof portsFrom>;

/** One block of a hundred ports per cluster; the last two digits follow the programs' usual ports. */
export function portsFrom(base: number) {
  return {
    api: base + 43,
    kubelet: base + 50,
    controllerManager: base + 57,
    scheduler: base + 59,
    proxyMetrics: base + 49,
    proxyHealth: base + 56,
    kwok: base + 47,
    registry: base + 51,
    etcd: base + 79,
    etcdPeer: base + 80,
    prometheus: base + 90,
    nodeExporter: base + 91,
    alertmanager: base + 93,
  };
}

export const STATE = path.join(process.env.XDG_STATE_HOME ?? path.join(homedir(), ".local", "state"), "sitrep-cluster");

export const DEFAULT_NAME = "sitrep";

const record = (name: string) => path.join(STATE, name, "cluster.json");

export function saveCluster(cluster: Cluster): void {
  mkdirSync(path.join(cluster.folder, "log"), { recursive: true });
  mkdirSync(path.join(cluster.folder, "pid"), { recursive: true });
  writeFileSync(record(cluster.name), JSON.stringify(cluster, null, 2));
}

/** The cluster of that name, running or left behind; `undefined` when there is none. */
export function loadCluster(name: string): Cluster | undefined {
  return existsSync(record(name)) ? (JSON.parse(readFileSync(record(name), "utf8")) as Cluster) : undefined;
}

export function allClusters(): Cluster[] {
  if (!existsSync(STATE)) return [];
  return readdirSync(STATE).flatMap((name) => loadCluster(name) ?? []);
}

export function inside(cluster: Cluster, ...parts: string[]): string {
  return path.join(cluster.folder, ...parts);
}

export function urls(cluster: Cluster): { prometheus: string; alertmanager: string } {
  const { prometheus, alertmanager } = cluster.ports;
  return { prometheus: `http://127.0.0.1:${prometheus}`, alertmanager: `http://127.0.0.1:${alertmanager}` };
}
