import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Lab, waitFor } from "../lib.ts";
import { inside } from "../parts/cluster.ts";
import { paymentsManifests } from "../payments.ts";
import type { Scenario } from "./schema.ts";

/** A namespace of its own with the healthy system in it. */
export async function prepare(lab: Lab, namespace: string, scenario: Scenario): Promise<void> {
  await clear(lab, namespace);
  const labels = { "app.kubernetes.io/part-of": "payments", "pod-security.kubernetes.io/enforce": "baseline" };
  const metadata = { name: namespace, labels };
  await lab.apply(JSON.stringify({ apiVersion: "v1", kind: "Namespace", metadata }));
  const manifests = paymentsManifests(scenario.base);
  if (manifests) await lab.apply(manifests, namespace);
  await waitFor(`${namespace} is healthy before it breaks`, 120, () => unready(lab, namespace));
}

/** Traffic without a failed request for so long: what a start cost is over, and is no part of what is asked about. */
export async function healthyFor(lab: Lab, namespace: string, seconds: number): Promise<void> {
  await sleep(seconds * 1000);
  const failed = `sum(increase(http_requests_total{namespace="${namespace}",code=~"5.."}[${seconds}s]))`;
  await waitFor(`requests in ${namespace} succeed before it breaks`, 240, async () => {
    const count = await lab.query(failed);
    return count ? `${count.toFixed(0)} failed within ${seconds} s` : undefined;
  });
}

interface Workload {
  kind: string;
  metadata: { name: string };
  spec: { replicas?: number };
  status: { readyReplicas?: number };
}

async function unready(lab: Lab, namespace: string): Promise<string | undefined> {
  const answer = await lab.kubectl(["-n", namespace, "get", "deployments,statefulsets", "-o", "json"]);
  const { items } = JSON.parse(answer) as { items: Workload[] };
  const waiting = items.filter(({ spec, status }) => (status.readyReplicas ?? 0) < (spec.replicas ?? 1));
  return waiting.length > 0 ? `not ready: ${waiting.map(({ metadata }) => metadata.name).join(", ")}` : undefined;
}

/** Deletes a namespace and empties the volumes that it used, for the next ones. */
export async function clear(lab: Lab, namespace: string): Promise<void> {
  const deletion = ["delete", "namespace", namespace, "--ignore-not-found", "--timeout=180s"];
  await lab.kubectl(deletion, { seconds: 200 });
  await recycleVolumes(lab, namespace);
}

interface Volume {
  metadata: { name: string };
  spec: { claimRef?: { namespace: string } };
  status: { phase: string };
}

/** Only the namespace's own volumes: others are recycled at the same time by whoever cleared theirs. */
async function recycleVolumes(lab: Lab, namespace: string): Promise<void> {
  const { items } = JSON.parse(await lab.kubectl(["get", "persistentvolumes", "-o", "json"])) as { items: Volume[] };
  const released = items.filter(
    ({ spec, status }) => status.phase === "Released" && spec.claimRef?.namespace === namespace,
  );
  for (const { metadata } of released) {
    const folder = inside(lab.cluster, "volumes", metadata.name);
    for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true });
    const patch = JSON.stringify([{ op: "remove", path: "/spec/claimRef" }]);
    await lab.kubectl(["patch", "persistentvolume", metadata.name, "--type=json", `--patch=${patch}`]);
  }
}
