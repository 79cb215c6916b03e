import { teardown } from "../cluster/lib.ts";
import { loadCluster } from "../cluster/parts/cluster.ts";
import { clusterUp, troubleOf, type Wanted } from "../cluster/parts/start.ts";

/**
 * The cluster of that name for the time of the tests: one that runs already stays, what a killed run left of one goes.
 * Gives its kubeconfig, and how to end it.
 */
export async function useCluster(wanted: Wanted & { name: string }) {
  const known = loadCluster(wanted.name);
  const ran = known !== undefined && !(await troubleOf(known));
  if (known && !ran) await teardown(known);
  const cluster = await clusterUp(wanted, (line) => console.log(line));
  const end = async () => {
    if (!ran) await teardown(cluster);
  };
  return { kubeconfig: cluster.kubeconfig, end };
}
