import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Cluster, inside } from "./cluster.ts";
import { POLICY_CHAIN } from "./policy-agent.ts";
import { attempt, run } from "./run.ts";

/** A bridge without ports: it only carries the addresses of the API server and of the nodes. */
const BRIDGE = "sitrep0";
export const HOST = "10.243.0.1";
export const SERVICES = "10.96.0.0/16";
export const PODS = "10.244.0.0/16";
const CHAIN = "SITREP-FORWARD";

export const nodeAddress = (index: number) => `10.243.0.${10 + index}`;
export const podRange = (index: number) => `10.244.${index}.0/24`;

/** Kernel settings that the pod network, kubelet and kube-proxy change; `down` puts them back. */
const SYSCTLS = [
  "net/ipv4/ip_forward",
  "net/ipv4/conf/all/route_localnet",
  "vm/overcommit_memory",
  "vm/panic_on_oom",
  "kernel/panic",
  "kernel/panic_on_oops",
  "kernel/keys/root_maxkeys",
  "kernel/keys/root_maxbytes",
].map((name) => `/proc/sys/${name}`);

export async function networkUp(cluster: Cluster): Promise<void> {
  if (await attempt("ip", ["link", "show", BRIDGE]))
    throw new Error(
      `the interface ${BRIDGE} is there already: another cluster runs, or one was left behind (npm run cluster:down)`,
    );
  rememberSysctls(cluster);
  await run("ip", ["link", "add", BRIDGE, "type", "bridge"]);
  await run("ip", ["link", "set", BRIDGE, "up"]);
  for (const address of [HOST, ...nodes(cluster).map(nodeAddress)])
    await run("ip", ["address", "add", `${address}/32`, "dev", BRIDGE]);
  // Services are reached by address translation, but only once the kernel has any route to them.
  await run("ip", ["route", "add", SERVICES, "dev", BRIDGE, "src", HOST]);
  writeFileSync("/proc/sys/net/ipv4/ip_forward", "1");
  await run("iptables", ["-w", "-N", CHAIN]);
  await run("iptables", ["-w", "-I", "FORWARD", "-j", CHAIN]);
  await run("iptables", ["-w", "-N", POLICY_CHAIN]);
  await run("iptables", ["-w", "-A", CHAIN, "-j", POLICY_CHAIN]);
  // A host whose FORWARD policy is DROP (Docker sets it) would cut pods off from each other.
  for (const side of ["-s", "-d"]) await run("iptables", ["-w", "-A", CHAIN, side, PODS, "-j", "ACCEPT"]);
}

export const nodes = (cluster: Cluster) => Array.from({ length: cluster.nodes }, (_, i) => i + 1);

export async function networkDown(cluster: Cluster): Promise<void> {
  await attempt("ip", ["link", "delete", BRIDGE]);
  for (const tool of ["iptables", "ip6tables"]) await removeChains(tool);
  restoreSysctls(cluster);
  removeFiles("/var/lib/cni/results", (text) => text.includes(`${cluster.folder}/`));
}

export const cniName = (cluster: Cluster) => `sitrep-${cluster.name}`;

/** Rules and chains of ours, of kube-proxy, kubelet and the port map plugin; everything else stays. */
async function removeChains(tool: string): Promise<void> {
  const saved = await attempt(`${tool}-save`, []);
  if (!saved || !/KUBE-|CNI-|SITREP-/.test(saved)) return;
  const kept = saved.split("\n").filter((line) => !/(^:| )(KUBE|CNI|SITREP)-/.test(line));
  await run(`${tool}-restore`, ["-w"], { input: kept.join("\n") });
}

function rememberSysctls(cluster: Cluster): void {
  const values = SYSCTLS.filter((file) => existsSync(file)).map((file) => [file, readFileSync(file, "utf8").trim()]);
  writeFileSync(inside(cluster, "sysctls.json"), JSON.stringify(Object.fromEntries(values)));
}

function restoreSysctls(cluster: Cluster): void {
  const file = inside(cluster, "sysctls.json");
  if (!existsSync(file)) return;
  const values: Record<string, string> = JSON.parse(readFileSync(file, "utf8"));
  const changed = Object.entries(values).filter(([name, value]) => readFileSync(name, "utf8").trim() !== value);
  for (const [name, value] of changed) writeFileSync(name, value);
}

function removeFiles(folder: string, which: (text: string) => boolean): void {
  if (!existsSync(folder)) return;
  const files = readdirSync(folder).map((name) => path.join(folder, name));
  for (const file of files) if (which(readFileSync(file, "utf8"))) rmSync(file, { force: true });
}
