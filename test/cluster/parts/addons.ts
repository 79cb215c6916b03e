import { readFileSync } from "node:fs";
import path from "node:path";
import type { Cluster } from "./cluster.ts";
import { apply, kubectl } from "./kubectl.ts";

const MANIFESTS = path.join(import.meta.dirname, "..", "manifests");
export const manifest = (name: string) => readFileSync(path.join(MANIFESTS, `${name}.yaml`), "utf8");
const DEPLOYMENTS = ["kube-system/coredns", "kube-system/metrics-server", "monitoring/kube-state-metrics"];

/** DNS, the metrics API and kube-state-metrics, as pods of the cluster. */
export async function installAddons(cluster: Cluster): Promise<void> {
  for (const name of ["dns", "metrics-server", "monitoring", "ingress"]) await apply(cluster, manifest(name));
  for (const deployment of DEPLOYMENTS) await rolledOut(cluster, deployment);
}

async function rolledOut(cluster: Cluster, deployment: string): Promise<void> {
  const [namespace = "", name = ""] = deployment.split("/");
  const wait = ["rollout", "status", `deployment/${name}`, "-n", namespace, "--timeout=60s"];
  await kubectl(cluster, wait, { seconds: 70 }).catch(async () => {
    throw new Error(`${deployment} is not ready:\n${await whyNot(cluster, namespace, name)}`);
  });
}

/** The last warnings of the namespace, and the last words of the deployment's containers. */
async function whyNot(cluster: Cluster, namespace: string, name: string): Promise<string> {
  const events = await kubectl(cluster, ["events", "-n", namespace, "--types=Warning"]).catch(String);
  const logs = await kubectl(cluster, ["logs", "-n", namespace, `deployment/${name}`, "--tail=5"]).catch(String);
  return [...events.trim().split("\n").slice(-3), ...logs.trim().split("\n")].join("\n");
}
