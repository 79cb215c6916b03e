// What live tests use: a running cluster, its objects, its alerts.
import { type Cluster, urls } from "./parts/cluster.ts";
import { apply, kubectl } from "./parts/kubectl.ts";
import type { Run } from "./parts/run.ts";
import { clusterUp, type Wanted } from "./parts/start.ts";
import { waitFor } from "./parts/wait.ts";

export { type Cluster, urls } from "./parts/cluster.ts";
export { startApiServer, startControllers, startScheduler } from "./parts/control-plane.ts";
export { startKubelet } from "./parts/node.ts";
export { start, stop } from "./parts/processes.ts";
export { teardown } from "./parts/teardown.ts";
export { waitFor } from "./parts/wait.ts";
export { installPayments, rolledOut, rollOut, rollouts } from "./payments.ts";

/** A cluster to test against: the one that runs already, or a new one. */
export interface Lab {
  cluster: Cluster;
  kubeconfig: string;
  prometheus: string;
  alertmanager: string;
  kubectl(args: readonly string[], options?: Run): Promise<string>;
  apply(manifests: string, namespace?: string): Promise<void>;
  /** The object as JSON; fails when it is not there. */
  get<T>(kind: string, name: string, namespace?: string): Promise<T>;
  /** The value of a PromQL expression's only series; `undefined` when it has none. */
  query(promql: string): Promise<number | undefined>;
  /** Names of the alerts that fire about a namespace. */
  firing(namespace: string): Promise<string[]>;
}

export async function lab(wanted: Wanted = { mode: "full" }, say: (line: string) => void = () => {}): Promise<Lab> {
  const cluster = await clusterUp(wanted, say);
  const { prometheus, alertmanager } = urls(cluster);
  const within = (namespace?: string) => (namespace ? ["-n", namespace] : []);
  return {
    cluster,
    kubeconfig: cluster.kubeconfig,
    prometheus,
    alertmanager,
    kubectl: (args, options) => kubectl(cluster, args, options),
    apply: (manifests, namespace) => apply(cluster, manifests, within(namespace)),
    get: async (kind, name, namespace) =>
      JSON.parse(await kubectl(cluster, ["get", kind, name, "-o", "json", ...within(namespace)])),
    query: (promql) => query(prometheus, promql),
    firing: (namespace) => firing(alertmanager, namespace),
  };
}

async function query(prometheus: string, promql: string): Promise<number | undefined> {
  const response = await fetch(`${prometheus}/api/v1/query`, {
    method: "POST",
    body: new URLSearchParams({ query: promql }),
  });
  if (!response.ok) throw new Error(`${promql}: ${await response.text()}`);
  const { data } = (await response.json()) as { data: { result: { value: [number, string] }[] } };
  const value = data.result[0]?.value[1];
  return value === undefined ? undefined : Number(value);
}

async function firing(alertmanager: string, namespace: string): Promise<string[]> {
  const response = await fetch(`${alertmanager}/api/v2/alerts?active=true&filter=namespace="${namespace}"`);
  if (!response.ok) throw new Error(`Alertmanager: ${await response.text()}`);
  const alerts = (await response.json()) as { labels: { alertname: string } }[];
  return [...new Set(alerts.map(({ labels }) => labels.alertname))].sort();
}

/** Waits until so many times in a row the check holds; conditions that flap do not count. */
export async function waitSteady(
  what: string,
  seconds: number,
  times: number,
  check: () => Promise<string | undefined>,
): Promise<void> {
  let held = 0;
  await waitFor(what, seconds, async () => {
    const reason = await check();
    held = reason === undefined ? held + 1 : 0;
    return held >= times ? undefined : (reason ?? "not long enough");
  });
}
