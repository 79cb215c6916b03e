import { expect, test } from "vitest";
import type { Caller } from "../../src/core/caller.ts";
import type { KubeObject } from "../../src/core/kubernetes/meta.ts";
import { world } from "../diagnose/world.ts";
import { startApiServer } from "../sources/api-server.ts";
import { startOddServer } from "../sources/odd-server.ts";
import { liveApp } from "../tools/live-app.ts";

const CALLER: Caller = { id: "key:x", session: "s", namespaces: ["billing"] };
/** The healthy cluster twice, in two namespaces. */
const OBJECTS = ["payments", "billing"].flatMap((name) => {
  const objects = JSON.parse(JSON.stringify(world().objects).replaceAll("payments", name)) as KubeObject[];
  return objects.filter(({ metadata }) => name === "billing" || JSON.stringify(metadata).includes("payments"));
});
/** Of the whole cluster, what names no namespace, and what the API serves. */
const SHARED =
  /^\/(?:version|apis?|openapi\/.*|api\/v1\/(?:nodes|persistentvolumes)(?:\/.*)?)$|\/(?:storageclasses|priorityclasses|ingressclasses|self\w+reviews)$/;

test("for a caller of one namespace the API server is asked about that one, and nothing of others is told", async () => {
  const { url, requests } = await startApiServer(OBJECTS);
  const { call } = await liveApp({ kubernetes: url, deadline: 20 });
  const calls: [string, object][] = [
    ["investigate", { question: "what's wrong?" }],
    ["investigate", { question: "what's wrong with billing?" }],
    ["check_deploy", { namespace: "billing" }],
    ["list_failing_pods", {}],
    ["list_workloads", {}],
    ["get_recent_events", {}],
    ["get_cluster_info", {}],
    ["kubectl", { command: "get pods -A" }],
    ["kubectl", { command: "get ns" }],
  ];
  for (const [tool, input] of calls) {
    const { data, text } = await call(tool, input, CALLER);
    expect(JSON.stringify([data, text]), tool).not.toMatch(/payments/);
  }
  const refused: [string, object][] = [
    ["investigate", { question: "what's wrong?", namespace: "payments" }],
    ["kubectl", { command: "get pods -n payments" }],
    ["kubectl", { command: "logs checkout-1 -n payments" }],
    ["kubectl", { command: "auth can-i get pods -n payments" }],
    ["kubectl", { command: "get clusterrolebindings" }],
    ["get_pod_logs", { namespace: "nowhere", pod: "a" }],
  ];
  for (const [tool, input] of refused) await expect(call(tool, input, CALLER), JSON.stringify(input)).rejects.toThrow();
  const asked = [...new Set(requests)].filter((path) => !SHARED.test(path));
  expect(asked.filter((path) => !/\/namespaces\/billing(?:\/|$)/.test(path))).toEqual([]);
  expect(asked.length).toBeGreaterThan(10);
});

test("for a caller of one namespace every query that Prometheus gets is held to it, and answers to nobody else's are told", async () => {
  const queries: string[] = [];
  const prometheus = await startOddServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const sent = new URLSearchParams(body);
    queries.push(
      ...[
        ...searchParams.getAll("query"),
        ...sent.getAll("query"),
        ...searchParams.getAll("match[]"),
        ...sent.getAll("match[]"),
      ],
    );
    const rule = { name: "Down", type: "alerting", query: 'up{namespace="payments"} == 0', health: "ok" };
    const alert = (namespace: string) => ({
      state: "firing",
      labels: { alertname: "Down", namespace },
      annotations: {},
      activeAt: "2026-06-01T01:00:00Z",
    });
    const data = pathname.endsWith("/rules")
      ? { groups: [{ name: "g", rules: [{ ...rule, alerts: [alert("payments"), alert("billing")] }] }] }
      : pathname.includes("/label")
        ? ["kube_pod_status_ready"]
        : { resultType: "vector", result: [] };
    response.setHeader("content-type", "application/json").end(JSON.stringify({ status: "success", data }));
  });
  const { url } = await startApiServer(OBJECTS);
  const { call } = await liveApp({ kubernetes: url, prometheus: prometheus.url, deadline: 20 });
  await call("query_prometheus", { query: "sum by (namespace) (rate(http_requests_total[5m]))" }, CALLER);
  await call("investigate", { question: "what's wrong with billing?" }, CALLER);
  const alerts = await call("get_alerts", {}, CALLER);
  expect(queries.length).toBeGreaterThan(5);
  expect(queries.filter((query) => !/namespace(?:_name)?=~"billing"/.test(query))).toEqual([]);
  expect(alerts.text).toContain("Down");
  expect(JSON.stringify(alerts)).not.toContain("payments");
  await prometheus.stop();
});
