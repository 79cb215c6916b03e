// Says which clusters there are and what of them runs: node test/cluster/status.ts
import { allClusters, urls } from "./parts/cluster.ts";
import { apiReady } from "./parts/control-plane.ts";
import { explain, isAlive, processNames } from "./parts/processes.ts";

const clusters = allClusters();
if (clusters.length === 0) console.log("no cluster (npm run cluster:up)");
for (const cluster of clusters) {
  const trouble = await apiReady(cluster);
  console.log(`${cluster.name}  ${cluster.mode}  ${trouble ? "API server does not answer" : "ready"}`);
  console.log(`  KUBECONFIG=${cluster.kubeconfig}`);
  if (cluster.mode === "full") console.log(`  ${urls(cluster).prometheus}  ${urls(cluster).alertmanager}`);
  for (const name of processNames(cluster)) {
    const alive = isAlive(cluster, name);
    console.log(`  ${alive ? "runs" : "DIED"}  ${name}${alive ? "" : `\n${explain(cluster, name)}`}`);
  }
  if (trouble) process.exitCode = 1;
}
