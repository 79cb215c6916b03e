import type { Cluster } from "./cluster.ts";
import { apply, kubectl } from "./kubectl.ts";
import { nodes } from "./network.ts";
import { certificate, kubeconfig } from "./pki.ts";
import { ready, start } from "./processes.ts";
import { KWOK_STAGES, program } from "./programs.ts";

/** Simulated nodes: the API server sees pods start and finish, nothing runs. */
export async function startKwok(cluster: Cluster): Promise<void> {
  await certificate(cluster, "kwok", "/O=system:masters/CN=kwok");
  start(cluster, "kwok", program("kwok"), [
    `--kubeconfig=${kubeconfig(cluster, "kwok")}`,
    `--config=${KWOK_STAGES}`,
    "--manage-all-nodes",
    `--server-address=127.0.0.1:${cluster.ports.kwok}`,
  ]);
  const items = nodes(cluster).map((index) => simulatedNode(`node-${index}`));
  await apply(cluster, JSON.stringify({ apiVersion: "v1", kind: "List", items }));
  await ready(cluster, "kwok", 60, async () => {
    const lines = (await kubectl(cluster, ["get", "nodes", "--no-headers"])).trim().split("\n");
    const waiting = lines.filter((line) => !/\sReady\s/.test(line)).length;
    return waiting > 0 ? `${waiting} of ${lines.length} nodes are not ready` : undefined;
  });
}

function simulatedNode(name: string): Record<string, unknown> {
  const size = { cpu: "32", memory: "256Gi", pods: "250" };
  const labels = {
    "kubernetes.io/hostname": name,
    "kubernetes.io/os": "linux",
    "node.kubernetes.io/instance-type": "simulated",
  };
  return { apiVersion: "v1", kind: "Node", metadata: { name, labels }, status: { allocatable: size, capacity: size } };
}
