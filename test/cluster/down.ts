// Stops a cluster and removes every trace of it: node test/cluster/down.ts [--name NAME | --all]
import { parseArgs } from "node:util";
import { allClusters, DEFAULT_NAME, loadCluster } from "./parts/cluster.ts";
import { explainFailure } from "./parts/failure.ts";
import { teardown } from "./parts/teardown.ts";

const { values } = parseArgs({
  options: { name: { type: "string", default: DEFAULT_NAME }, all: { type: "boolean", default: false } },
});

const clusters = values.all ? allClusters() : [loadCluster(values.name)].filter((it) => it !== undefined);
if (clusters.length === 0) console.log("no cluster to stop");
for (const cluster of clusters) {
  try {
    await teardown(cluster);
    console.log(`${cluster.name} is down`);
  } catch (thrown) {
    console.error(explainFailure(thrown));
    process.exitCode = 1;
  }
}
