import { createServer } from "node:net";
import { build } from "../build.ts";
import { installAddons } from "./addons.ts";
import {
  type Cluster,
  DEFAULT_NAME,
  inside,
  loadCluster,
  type Mode,
  portsFrom,
  STATE,
  saveCluster,
} from "./cluster.ts";
import { apiReady, startControllers, startControlPlane, startScheduler } from "./control-plane.ts";
import { startRegistry } from "./images.ts";
import { kubectl } from "./kubectl.ts";
import { startKwok } from "./kwok.ts";
import { startMonitoring } from "./monitoring.ts";
import { HOST, networkUp } from "./network.ts";
import { startNodes } from "./node.ts";
import { explain, isAlive, processNames } from "./processes.ts";
import { makeVolumes } from "./volumes.ts";

export interface Wanted {
  mode: Mode;
  name?: string | undefined;
  /** Real nodes, or simulated ones in control-plane-only mode. */
  nodes?: number | undefined;
  /** The first of a hundred ports. */
  basePort?: number | undefined;
}

/** The cluster of that name: the one that runs already, or a new one. */
export async function clusterUp(wanted: Wanted, say: (line: string) => void): Promise<Cluster> {
  const name = wanted.name ?? (wanted.mode === "full" ? DEFAULT_NAME : `${DEFAULT_NAME}-control-plane`);
  const known = loadCluster(name);
  if (known) return reuse(known);
  await build(say);
  const cluster = plan(name, wanted);
  await checkPorts(cluster);
  saveCluster(cluster);
  const step = timed(say);
  if (cluster.mode === "full") await startFull(cluster, step);
  else await startControlPlaneOnly(cluster, step);
  return cluster;
}

async function startFull(cluster: Cluster, step: Step): Promise<void> {
  if (process.getuid?.() !== 0) throw new Error("real containers need root; without it: --control-plane-only");
  await step("network", () => networkUp(cluster));
  await step("images", () => startRegistry(cluster));
  await step("control plane", () => startControlPlane(cluster));
  await step("nodes", () => startNodes(cluster));
  await step("volumes", () => makeVolumes(cluster));
  await step("DNS, metrics API, kube-state-metrics", () => installAddons(cluster));
  await step("Prometheus, Alertmanager", () => startMonitoring(cluster));
}

async function startControlPlaneOnly(cluster: Cluster, step: Step): Promise<void> {
  await step("control plane", () => startControlPlane(cluster));
  await step("simulated nodes", () => startKwok(cluster));
}

/** Checks the cluster that the environment names; gives its version. */
export async function checkExisting(): Promise<string> {
  const kubeconfig = process.env.KUBECONFIG;
  if (!kubeconfig) throw new Error("--existing checks the cluster that KUBECONFIG names; it is not set");
  await kubectl({ kubeconfig }, ["get", "--raw", "/readyz"], { seconds: 10 });
  const nodes = await kubectl({ kubeconfig }, ["get", "nodes", "-o", "name"]);
  return `KUBECONFIG=${kubeconfig}\nready, ${nodes.trim().split("\n").length} nodes`;
}

/** They end themselves when the API server keeps them from their lease; elsewhere the kubelet starts them again. */
const RESTARTED = new Map([
  ["kube-controller-manager", startControllers],
  ["kube-scheduler", startScheduler],
]);

async function reuse(cluster: Cluster): Promise<Cluster> {
  const trouble = await troubleOf(cluster);
  if (trouble)
    throw new Error(`cluster ${cluster.name} does not run well (npm run cluster:down removes it): ${trouble}`);
  return cluster;
}

/** Why a cluster that was started does not run well, after what ends by itself was started again. */
export async function troubleOf(cluster: Cluster): Promise<string | undefined> {
  for (const [name, start] of RESTARTED)
    if (processNames(cluster).includes(name) && !isAlive(cluster, name)) start(cluster);
  const dead = processNames(cluster).filter((name) => !isAlive(cluster, name));
  return dead[0] ? `${dead[0]} died\n${explain(cluster, dead[0])}` : apiReady(cluster);
}

function plan(name: string, wanted: Wanted): Cluster {
  const folder = `${STATE}/${name}`;
  const full = wanted.mode === "full";
  const cluster: Cluster = {
    name,
    mode: wanted.mode,
    folder,
    kubeconfig: "",
    host: full ? HOST : "127.0.0.1",
    ports: portsFrom(wanted.basePort ?? (full ? 26400 : 27400)),
    nodes: wanted.nodes ?? 2,
  };
  return { ...cluster, kubeconfig: inside(cluster, "kubeconfig") };
}

async function checkPorts(cluster: Cluster): Promise<void> {
  const taken = await Promise.all(
    Object.values(cluster.ports).map(async (port) => ((await isFree(port)) ? [] : [port])),
  );
  const ports = taken.flat();
  if (ports.length > 0) throw new Error(`port ${ports.join(", ")} is in use: choose other ports with --base-port`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

type Step = (what: string, does: () => Promise<void>) => Promise<void>;

function timed(say: (line: string) => void): Step {
  return async (what, does) => {
    const from = performance.now();
    await does();
    say(`${what}: ${((performance.now() - from) / 1000).toFixed(1)} s`);
  };
}
