// Starts the cluster under test: node test/cluster/up.ts [--control-plane-only] [--name NAME] [--nodes N] [--base-port PORT]
// or, with --existing, only checks the one that KUBECONFIG names.
import { parseArgs } from "node:util";
import { urls } from "./parts/cluster.ts";
import { explainFailure } from "./parts/failure.ts";
import { checkExisting, clusterUp } from "./parts/start.ts";

const { values } = parseArgs({
  options: {
    name: { type: "string" },
    "control-plane-only": { type: "boolean", default: false },
    existing: { type: "boolean", default: false },
    nodes: { type: "string" },
    "base-port": { type: "string" },
  },
});

const say = (line: string) => console.error(line);

try {
  if (values.existing) {
    console.log(await checkExisting());
  } else {
    const mode = values["control-plane-only"] ? "control-plane-only" : "full";
    const numbers = { nodes: number(values.nodes), basePort: number(values["base-port"]) };
    const cluster = await clusterUp({ mode, name: values.name, ...numbers }, say);
    console.log(`KUBECONFIG=${cluster.kubeconfig}`);
    if (mode === "full") {
      console.log(`PROMETHEUS_URL=${urls(cluster).prometheus}`);
      console.log(`ALERTMANAGER_URL=${urls(cluster).alertmanager}`);
    }
  }
} catch (thrown) {
  say(explainFailure(thrown));
  process.exitCode = 1;
}

function number(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number.parseInt(text, 10);
}
