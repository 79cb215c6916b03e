import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { SitrepError } from "../../src/core/errors.ts";
import { world } from "../diagnose/world.ts";
import { startApiServer } from "../sources/api-server.ts";
import { misbehaviours } from "../sources/misbehaviour.ts";
import { startOddServer } from "../sources/odd-server.ts";
import { liveApp } from "./live-app.ts";

/** Seconds; a tool that does not keep it fails the test by the runner's own limit. */
const DEADLINE = 0.6;
const SOURCES = ["kubernetes", "prometheus", "alertmanager"] as const;

/** Every tool that asks a live source, in the ways in which it asks. */
const ASKED: readonly (readonly [tool: string, input: object])[] = [
  ["investigate", { question: "what's wrong with shop?" }],
  ["investigate", { question: "users cannot pay" }],
  ["investigate", { question: "why is ShopErrorBudgetBurn firing?" }],
  ["investigate", { question: "what is wrong?", namespace: "shop" }],
  ["check_deploy", { namespace: "shop" }],
  ["check_deploy", { namespace: "shop", workload: "deploy/api" }],
  ["get_changes", { namespace: "shop" }],
  ["get_alerts", {}],
  ["get_runbook_coverage", {}],
  ["check_coverage", { files: [] }],
  ["list_failing_pods", {}],
  ["list_failing_pods", { namespace: "shop" }],
  ["get_pod_status", { namespace: "shop", pod: "api-1" }],
  ["get_pod_logs", { namespace: "shop", pod: "api-1" }],
  ["get_recent_events", { namespace: "shop" }],
  ["list_workloads", { namespace: "shop" }],
  ["get_cluster_info", {}],
  ["query_prometheus", { query: "sum(rate(http_requests_total[5m]))" }],
  ["query_prometheus", { query: "up", range: "1h" }],
  ...[
    "get pods -n shop",
    "get pod api-1 -n shop",
    "get widgets -n shop",
    "describe deploy/api -n shop",
    "logs deploy/api -n shop",
    "events -n shop",
    "top pods -n shop",
    "explain pod.spec",
    "auth can-i list pods -n shop",
    "auth whoami",
    "rollout history deploy/api -n shop",
    "rollout status deploy/api -n shop",
    "config view",
    "api-resources",
    "version",
    "cluster-info",
  ].map((command) => ["kubectl", { command }] as const),
];
/** Documents are no live source. */
const ASK_NONE = [
  "search_runbooks",
  "get_runbook",
  "check_citation",
  "eval_retrieval",
  "eval_diagnosis",
  "ingest",
  "pull_model",
  "create_key",
  "verify_audit",
  "show_audit",
  "explain_call",
  "list_keys",
  "revoke_key",
];
/** Asked in a test of their own. */
const OPERATIONS = ["doctor", "capture"];
/** What would be told of a source that answered. */
const FALSE_CALM =
  /\bhealthy\b|^go\b|^no (?:alerts|events|changes|workloads)|0 pods|there is no|nothing here is called|serves no|has no|not there|^input:|^setup:|Internal error/im;

/** What a client reads. Whoever asked is not to blame, and nothing that was thrown is a bug. */
function spoken(error: unknown): string {
  if (!(error instanceof SitrepError)) throw error;
  return `${error.kind}: ${error.message}`;
}

let stranger: Awaited<ReturnType<typeof startOddServer>>;
const strayed: string[] = [];
beforeAll(async () => {
  stranger = await startOddServer(({ url = "" }, response) => {
    strayed.push(url);
    response.end("<h1>Log in</h1>");
  });
});
afterAll(() => stranger.stop());

const names = Object.keys(misbehaviours(""));
async function start(name: string): Promise<string> {
  const listener = misbehaviours(stranger.url)[name];
  if (!listener) throw new Error(name);
  const server = await startOddServer(listener);
  onTestFinished(() => server.stop());
  return server.url;
}

test("every tool is asked, or asks no live source", async () => {
  const { app } = await liveApp({ kubernetes: "http://127.0.0.1:1", prometheus: "http://127.0.0.1:1", deadline: 1 });
  const known = new Set([...ASKED.map(([name]) => name), ...ASK_NONE, ...OPERATIONS]);
  expect(app.tools.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
});

test.each(names)("a source that %s is told by every tool as one that did not answer", async (name) => {
  const url = await start(name);
  const { call, bugs } = await liveApp({ kubernetes: url, prometheus: url, alertmanager: url, deadline: DEADLINE });
  const said = await Promise.all(
    ASKED.map(async ([tool, input]) => {
      const answer = await call(tool, input).then(({ text }) => text, spoken);
      return { asked: `${tool} ${JSON.stringify(input)}`, answer };
    }),
  );
  expect(bugs).toEqual([]);
  expect(said.filter(({ answer }) => FALSE_CALM.test(answer))).toEqual([]);
  expect(strayed).toEqual([]);
});

test.each(names)("a cluster that is well is not called so while its metrics and alerts %s", async (name) => {
  const { url: kubernetes } = await startApiServer(world().objects);
  const url = await start(name);
  const { call, bugs } = await liveApp({ kubernetes, prometheus: url, alertmanager: url, deadline: 3 * DEADLINE });
  const [answer, check, alerts] = await Promise.all([
    call("investigate", { question: "what's wrong with payments?" }),
    call("check_deploy", { namespace: "payments" }),
    call("get_alerts", {}).catch((error: unknown) => error),
  ]);
  expect(bugs).toEqual([]);
  expect(answer.data.verdict).toBe("unknown");
  expect(check.data.decision).toBe("unknown");
  for (const source of ["prometheus", "alertmanager"])
    expect(answer.text).toMatch(new RegExp(`${source} (?:denied|timed-out|unreachable)`));
  expect(answer.text).toContain("kubernetes ok");
  expect(alerts).toBeInstanceOf(SitrepError);
});

test.each(names)("a workload is not said to be missing where the cluster %s and its metrics answer", async (name) => {
  const wellServer = createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end('{"status":"success","data":[]}');
  });
  wellServer.listen(0, "127.0.0.1");
  onTestFinished(() => void wellServer.close());
  await once(wellServer, "listening");
  const prometheus = `http://127.0.0.1:${(wellServer.address() as AddressInfo).port}`;
  const { call, bugs } = await liveApp({ kubernetes: await start(name), prometheus, deadline: DEADLINE });
  const answer = await call("check_deploy", { namespace: "shop", workload: "deploy/api" }).then(
    ({ text }) => text,
    spoken,
  );
  expect(bugs).toEqual([]);
  expect(answer).toMatch(/^(?:unknown|denied:|unavailable:)/);
  expect(answer).not.toMatch(/has no deploy\/api/);
});

test.each(names)("doctor and capture end where sources %s, and say which failed", async (name) => {
  const url = await start(name);
  const { call, root } = await liveApp({ kubernetes: url, prometheus: url, alertmanager: url, deadline: DEADLINE / 4 });
  const { text } = await call("doctor", {});
  for (const source of SOURCES) expect(text).toMatch(new RegExp(`FAILED +${source} +(?:denied|timed-out|unreachable)`));
  const dir = path.join(root, "capture");
  const recorded = call("capture", { namespace: "shop", dir }).then(({ text }) => text, spoken);
  expect(await recorded).toMatch(/^(?:unavailable|denied): /);
  expect(existsSync(dir)).toBe(false);
});
