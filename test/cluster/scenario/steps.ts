import { setTimeout as sleep } from "node:timers/promises";
import { type Lab, startControllers, startKubelet, startScheduler, stop, waitFor } from "../lib.ts";
import { manifest } from "../parts/addons.ts";
import { explainFailure } from "../parts/failure.ts";
import { run } from "../parts/run.ts";
import type { Settle, Step } from "./schema.ts";

const STARTERS = {
  "kube-scheduler": startScheduler,
  "kube-controller-manager": startControllers,
  "kubelet-2": (cluster: Lab["cluster"]) => startKubelet(cluster, 2),
};

export async function take(lab: Lab, namespace: string, it: Step): Promise<void> {
  if ("apply" in it) await lab.apply(asList(it.apply), namespace);
  else if ("deploy" in it) await lab.apply(asList([deployment(it.deploy)]), namespace);
  else if ("roll" in it) await patch(lab, namespace, it.roll, containerChange(it.container, it.set));
  else if ("patch" in it) await patch(lab, namespace, it.patch, it.with);
  else if ("kubectl" in it) await lab.kubectl(["-n", namespace, ...it.kubectl], { seconds: 120 });
  else if ("refused" in it) await refused(lab, namespace, it.refused);
  else if ("iptables" in it) await run("iptables", ["-w", ...it.iptables]);
  else if ("stop" in it) await stop(lab.cluster, it.stop);
  else if ("start" in it) STARTERS[it.start](lab.cluster);
  else if ("manifest" in it) await lab.apply(manifest(it.manifest));
  else await sleep(it.sleep * 1000);
}

const asList = (items: Record<string, unknown>[]) => JSON.stringify({ apiVersion: "v1", kind: "List", items });
const containerChange = (name: string, set: Record<string, unknown>) => ({
  spec: { template: { spec: { containers: [{ name, ...set }] } } },
});

async function patch(lab: Lab, namespace: string, target: string, change: Record<string, unknown>): Promise<void> {
  await lab.kubectl(["-n", namespace, "patch", target, "--patch", JSON.stringify(change)]);
}

async function refused(lab: Lab, namespace: string, args: readonly string[]): Promise<void> {
  const accepted = await lab.kubectl(["-n", namespace, ...args], { seconds: 120 }).catch(() => undefined);
  if (accepted !== undefined) throw new Error(`kubectl ${args.join(" ")} was not refused: ${accepted}`);
}

type Deploy = Extract<Step, { deploy: unknown }>["deploy"];

function deployment({ name, replicas, image, container, pod }: Deploy): Record<string, unknown> {
  const labels = { "app.kubernetes.io/name": name };
  const containers = [{ name, image, ...container }];
  const template = { metadata: { labels }, spec: { automountServiceAccountToken: false, ...pod, containers } };
  const spec = { replicas, selector: { matchLabels: labels }, template };
  return { apiVersion: "apps/v1", kind: "Deployment", metadata: { name, labels }, spec };
}

/** Waits until the fault shows. A fault that does not show is a scenario that is wrong, and fails. */
export async function settled(lab: Lab, namespace: string, settle: Settle): Promise<void> {
  const pattern = new RegExp(settle.matches ?? "");
  await waitFor("the fault shows", settle.within, async () => {
    if (settle.promql) {
      const value = await lab.query(settle.promql);
      return value !== undefined && value > (settle.above ?? 0) ? undefined : `${settle.promql} is ${value}`;
    }
    const args = settle.kubectl ?? ["get", "pods"];
    const text = await lab.kubectl(["-n", namespace, ...args]).catch(explainFailure);
    return pattern.test(text) ? undefined : `${args.join(" ")}: ${text.slice(-300)}`;
  });
  await sleep(settle.after * 1000);
}
