import { describe, expect, test } from "vitest";
import type { Alert } from "../../../src/core/observation.ts";
import { readAlert } from "../../../src/diagnose/alerts/reading.ts";
import { ago, app, ask, first, NS, type World, world } from "../world.ts";

const alert = (name: string, labels: Record<string, string>, annotations: Record<string, string> = {}): Alert => ({
  name,
  state: "firing",
  labels: { severity: "warning", ...labels },
  annotations,
  startsAt: ago(6),
});

/** What monitoring products call the same things, and where they put the words. */
test.each<[string, Record<string, string>, object | undefined]>([
  ["[Triggered] Kubernetes pods are throttled on {service:ledger}", {}, { topic: "throttling" }],
  [
    "Response time degradation",
    { description: "Current response time (912 ms) exceeds the auto-detected baseline (20 ms) by 4,460 %" },
    { topic: "latency", before: 20, now: 912 },
  ],
  ["Failure rate increase", { description: "failure rate 12.4 % on ledger" }, { topic: "errors", percent: 12.4 }],
  ["Memory resources exhausted", {}, { topic: "memory" }],
  ["CPU saturation", { description: "CPU usage 97 %" }, { topic: "cpu", percent: 97 }],
  ["Low disk space", {}, { topic: "disk" }],
  ["High retransmission rate", {}, { topic: "packet-loss" }],
  ["Low Apdex score", {}, { topic: "latency" }],
  ["Web transaction time is high", {}, { topic: "latency" }],
  ["Unexpected low traffic", {}, { topic: "traffic" }],
  ["Throughput anomaly", {}, { topic: "traffic" }],
  ["High CPU utilization (over 90% for 5m)", {}, { topic: "cpu" }],
  ["/var: Disk space is critically low (used > 90%)", {}, { topic: "disk" }],
  ["Lack of available memory (< 20M of 15.6 GB)", {}, { topic: "memory" }],
  ["Interface eth0: High error rate (> 2 for 5m)", {}, { topic: "packet-loss" }],
  ["Container restarted too often", {}, { topic: "restarts" }],
  ["HighHeapUsage", {}, { topic: "memory" }],
  ["Anomaly detected", { body: "p95 went from 20 ms to 3 s on ledger" }, { topic: "latency", before: 20, now: 3000 }],
  ["Monitor 812", { title: "Error rate is high for ledger" }, { topic: "errors" }],
  ["SLOBurnRate", { summary: "Latenz von ledger ist hoch" }, { topic: "errors" }],
])("%s", (name, annotations, expected) => {
  expect(readAlert(alert(name, {}, annotations))).toMatchObject(expected ?? {});
});

describe("labels as products write them name the same workload", () => {
  const said = (...alerts: Alert[]): World => {
    const w = world();
    w.objects.push(...app("carts"));
    w.alerts.push(...alerts);
    return w;
  };
  test.each<[string, Record<string, string>]>([
    ["tags of an agent", { kube_namespace: NS, kube_deployment: "ledger" }],
    ["attributes of OpenTelemetry", { k8s_namespace_name: NS, k8s_deployment_name: "ledger" }],
    ["attributes of OpenTelemetry, for a workload", { k8s_namespace_name: NS, k8s_workload_name: "ledger" }],
    ["camel case", { k8s_namespaceName: NS, k8s_deploymentName: "ledger" }],
    ["a pod by another name", { kube_namespace: NS, pod_name: "ledger-6f-0" }],
    ["dots kept", { "k8s.namespace.name": NS, "k8s.deployment.name": "ledger" }],
  ])("%s", (_, labels) => {
    const w = said(
      alert("CPU throttling", labels),
      alert("Response time degradation", { ...labels }, { description: "from 20 ms to 3 s" }),
    );
    expect(first(ask(w))).toBe("alert-names-resource Deployment/ledger");
  });

  test("a node by its host name", () => {
    const w = said(alert("High CPU utilization (over 90% for 5m)", { host: "node-1" }));
    expect(first(ask(w, undefined, [{ cluster: "test", namespace: "", because: "test" }]))).toBe(
      "alert-names-resource Node/node-1",
    );
  });

  test("that an alert could not be evaluated is no fault of a service", () => {
    for (const name of ["DatasourceNoData", "DatasourceError"]) {
      const w = said(alert(name, { namespace: NS, deployment: "ledger", rulename: "High CPU" }));
      expect(ask(w).findings).toEqual([]);
    }
  });

  test("a label that names another namespace's workload of the same name is not ours", () => {
    const w = said(alert("CPU throttling", { kube_namespace: "other", kube_deployment: "ledger" }));
    expect(ask(w).findings).toEqual([]);
  });
});
