import { existsSync, readdirSync, readFileSync, readlinkSync, rmdirSync, rmSync } from "node:fs";
import path from "node:path";
import { cgroupRoot, kill, killCgroup } from "./cgroups.ts";
import type { Cluster } from "./cluster.ts";
import { unlessGone } from "./gone.ts";
import { networkDown, nodes } from "./network.ts";
import { processNames, stop } from "./processes.ts";
import { run } from "./run.ts";
import { waitFor } from "./wait.ts";

/**
 * Stops everything and removes every trace, in whatever state the cluster is. Nothing here asks a program of the cluster
 * to tidy up: what a crash leaves is found by recorded process ids, cgroups and mounts.
 */
export async function teardown(cluster: Cluster): Promise<void> {
  await stopMatching(cluster, /^kubelet-/);
  if (cluster.mode === "full") await stopPods(cluster);
  await stopMatching(cluster, /./);
  if (cluster.mode === "full") {
    await unmountAll(cluster.folder);
    await networkDown(cluster);
    removeLeftovers(cluster);
  }
  rmSync(cluster.folder, { recursive: true, force: true });
}

async function stopMatching(cluster: Cluster, pattern: RegExp): Promise<void> {
  await Promise.all(
    processNames(cluster)
      .filter((name) => pattern.test(name))
      .map((name) => stop(cluster, name)),
  );
}

async function stopPods(cluster: Cluster): Promise<void> {
  for (const index of nodes(cluster)) await killCgroup(cgroupRoot(cluster, index));
  await waitFor("container shims", 10, () => {
    const shims = shimsOf(cluster);
    for (const pid of shims) kill(pid);
    return shims.length > 0 ? `${shims.length} left` : undefined;
  });
}

/** containerd's shims are nobody's children, but they name the socket of the containerd that started them. */
function shimsOf(cluster: Cluster): number[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    const command = commandOf(pid);
    return command.includes("containerd-shim") && command.includes(`${cluster.folder}/`);
  });
}

const commandOf = (pid: number) => unlessGone(() => readFileSync(`/proc/${pid}/cmdline`, "utf8"), "");

async function unmountAll(folder: string): Promise<void> {
  const mounts = readFileSync("/proc/self/mounts", "utf8").split("\n");
  const ours = mounts.map((line) => line.split(" ")[1] ?? "").filter((where) => where.startsWith(`${folder}/`));
  // The deepest first; lazily, because a process in its last moments may still hold one.
  for (const where of ours.sort().reverse()) await run("umount", ["-l", where]);
}

/** Links that the kubelet made to its log files, and containerd's folder for shim sockets when nobody else uses it. */
function removeLeftovers(cluster: Cluster): void {
  for (const link of linksInto("/var/log/containers", cluster.folder)) rmSync(link, { force: true });
  for (const folder of ["/var/log/containers", "/run/containerd/s", "/run/containerd/fifo", "/run/containerd"])
    if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}

function linksInto(folder: string, target: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isSymbolicLink());
  return entries.map((entry) => path.join(folder, entry.name)).filter((link) => readlinkSync(link).startsWith(target));
}
