import { readFileSync } from "node:fs";
import { type Lab, lab } from "../../cluster/lib.ts";
import { inside } from "../../cluster/parts/cluster.ts";
import { start, stop } from "../../cluster/parts/processes.ts";
import { type Account, accountWithToken, adminOf } from "../admin.ts";
import type { Systems } from "../sitrep.ts";

export interface UnderTest {
  it: Lab;
  /** The service account of deploy/rbac.yaml: everything here is done with no more rights than that. */
  account: Account;
  systems: Systems;
}

export async function underTest(): Promise<UnderTest> {
  const it = await lab({ mode: "full" });
  await it.apply(readFileSync("deploy/rbac.yaml", "utf8"));
  const account = await accountWithToken(adminOf(it.kubeconfig), "default", "sitrep");
  const { prometheus, alertmanager } = it;
  return { it, account, systems: { kubeconfig: account.kubeconfig, prometheus, alertmanager } };
}

/** Stops a program of the cluster. What it gives starts the program again as it was. */
export async function takeAway({ cluster }: Lab, name: string): Promise<() => void> {
  const { pid } = JSON.parse(readFileSync(inside(cluster, "pid", name), "utf8"));
  const [file = "", ...args] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").slice(0, -1);
  await stop(cluster, name);
  return () => start(cluster, name, file, args);
}
