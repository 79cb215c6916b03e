import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Cluster } from "./cluster.ts";
import { unlessGone } from "./gone.ts";
import { waitFor } from "./wait.ts";

/** Pods of a node live below a cgroup of its own, so that they can be found and killed whatever else is gone. */
export const cgroupRoot = (cluster: Cluster, index: number) => `/sitrep-${cluster.name}-${index}`;

/** Version 1 has a tree per controller, version 2 has one. */
function trees(): string[] {
  const mounts = readFileSync("/proc/self/mounts", "utf8").split("\n");
  return mounts.flatMap((line) => {
    const [, where = "", type] = line.split(" ");
    return type === "cgroup" || type === "cgroup2" ? [where] : [];
  });
}

export function createCgroup(root: string): void {
  for (const tree of trees()) {
    mkdirSync(path.join(tree, root), { recursive: true });
    if (tree === "/sys/fs/cgroup") for (const folder of [tree, path.join(tree, root)]) delegate(folder);
    weigh(path.join(tree, root));
  }
}

/**
 * Beside the machine's other work a node counts as four processes: as one, which is the default for a cgroup however many
 * processes are in it, its pods answer so late that they seem to be broken. 1024 shares, or a weight of 100, is one.
 */
function weigh(folder: string): void {
  for (const [file, value] of [
    ["cpu.shares", "4096"],
    ["cpu.weight", "400"],
  ] as const)
    if (existsSync(path.join(folder, file))) writeFileSync(path.join(folder, file), value);
}

/** Version 2: children get a controller only when the parent hands it on. */
function delegate(folder: string): void {
  const controllers = readFileSync(path.join(folder, "cgroup.controllers"), "utf8").trim().split(" ");
  for (const name of controllers.filter(Boolean))
    writeFileSync(path.join(folder, "cgroup.subtree_control"), `+${name}`);
}

export async function killCgroup(root: string): Promise<void> {
  const folders = trees()
    .map((tree) => path.join(tree, root))
    .filter((folder) => existsSync(folder));
  await waitFor(`processes in ${root}`, 20, () => {
    const pids = new Set(folders.flatMap((folder) => members(folder)));
    for (const pid of pids) kill(pid);
    return pids.size > 0 ? `${pids.size} left` : undefined;
  });
  for (const folder of folders) removeCgroup(folder);
}

function members(folder: string): number[] {
  const procs = unlessGone(() => readFileSync(path.join(folder, "cgroup.procs"), "utf8"), "");
  return [...procs.split("\n").filter(Boolean).map(Number), ...children(folder).flatMap(members)];
}

function removeCgroup(folder: string): void {
  for (const child of children(folder)) removeCgroup(child);
  unlessGone(() => rmdirSync(folder), undefined);
}

function children(folder: string): string[] {
  const entries = unlessGone(() => readdirSync(folder, { withFileTypes: true }), []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(folder, entry.name));
}

export function kill(pid: number): void {
  unlessGone(() => process.kill(pid, "SIGKILL"), true);
}
