import type { RequestListener } from "node:http";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { localCaller } from "../../src/core/caller.ts";
import { openCapture } from "../../src/core/capture/folder.ts";
import { openEndpoint } from "../../src/core/endpoint.ts";
import type { Collected } from "../../src/core/observation.ts";
import type { Connection } from "../../src/core/source.ts";
import { openLibrary } from "../../src/knowledge/library.ts";
import { kubernetes } from "../../src/sources/kubernetes/source.ts";
import { connectPrometheus } from "../../src/sources/prometheus/live.ts";
import { prometheus } from "../../src/sources/prometheus/source.ts";
import { investigate } from "../../src/tools/investigate.ts";
import { NOW, NS, type World, world } from "../diagnose/world.ts";
import { startApiServer } from "../sources/api-server.ts";
import { startOddServer } from "../sources/odd-server.ts";
import { connection } from "./connections.ts";
import { liveApp } from "./live-app.ts";
import { recorded, replay } from "./replay.ts";

const END = Date.parse(NOW) / 1000;

/** What is said of a cluster in which nothing is wrong, with this beside it. */
async function told(w: World, ...beside: Connection[]) {
  const { root, capture } = await recorded(w);
  const library = openLibrary({ dir: path.join(root, "index"), folders: [], modelsDir: root, claimFrom: undefined });
  const reader = await kubernetes.replay(await openCapture(capture));
  if (!reader) throw new Error("no capture");
  const cluster = connection("kubernetes", {
    resolve: async (asked, signal) => (await kubernetes.resolve?.(reader, asked, signal)) ?? [],
    collect: async (scope, signal) => collected(kubernetes.collect?.(reader, scope, signal)),
  });
  return investigate.handler(
    { question: "is payments fine?" },
    {
      caller: localCaller(),
      progress: () => {},
      signal: AbortSignal.timeout(20_000),
      now: NOW,
      connections: [cluster, ...beside],
      runbooks: library,
    },
  );
}

/** The address of a Prometheus that answers `/api/v1/PATH` with these bodies. */
async function serve(answers: Record<string, object>): Promise<string> {
  const odd: RequestListener = ({ url = "" }, response) => {
    const path = Object.keys(answers).find((key) => url.includes(key)) ?? "query";
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answers[path] ?? success({ resultType: "vector", result: [] })));
  };
  const server = await startOddServer(odd);
  onTestFinished(() => server.stop());
  return server.url;
}

async function metrics(answers: Record<string, object>): Promise<Connection> {
  const endpoint = openEndpoint({ url: await serve(answers) });
  if (!endpoint) throw new Error("no url");
  const reader = connectPrometheus(endpoint);
  return connection("prometheus", {
    collect: async (scope, signal) => collected(prometheus.collect?.(reader, scope, signal)),
  });
}

async function collected(answer: Promise<Collected> | undefined): Promise<Collected> {
  return (await answer) ?? Promise.reject(new Error("nothing collected"));
}
const success = (data: unknown, more: object = {}) => ({ status: "success", data, ...more });
const NAMES = success(["kube_pod_status_ready", "container_memory_working_set_bytes"]);
const RULES = success({ groups: [] });
const series = (values: object) => ({
  resultType: "matrix",
  result: [{ metric: { namespace: NS, pod: "ledger-1", condition: "true" }, ...values }],
});
const FLOATS = series({
  values: [
    [END - 60, "1"],
    [END, "1"],
  ],
});

test("healthy: the cluster and the metrics answered, and nothing is missing", async () => {
  const whole = await metrics({ "/label/": NAMES, "/rules": RULES, query_range: success(FLOATS) });
  const { verdict, sources } = await told(world(), whole);
  expect(sources.map(({ source, completeness }) => [source, completeness])).toContainEqual(["prometheus", "answered"]);
  expect(verdict).toBe("healthy");
});

test.each([
  [
    "of which a part did not answer",
    { query_range: success(FLOATS, { warnings: ["partial response: store 10.0.0.7:10901 timed out"] }) },
    /partial response: store 10\.0\.0\.7/,
  ],
  [
    "whose native histograms are not read",
    { query_range: success(series({ histograms: [[END, { count: "1", sum: "1" }]] })) },
    /native histogram/,
  ],
  [
    "that answers no question",
    { query_range: { status: "error", errorType: "execution", error: "out of memory" } },
    /unreachable/,
  ],
  ["that knows nothing of the namespace", { "/label/": success([]) }, /no metrics of namespace payments/],
  [
    "with a series that is none",
    { query_range: success({ ...FLOATS, result: [...FLOATS.result, 7, null] }) },
    /2 of 3 series/,
  ],
  [
    "whose rules fail",
    { "/rules": { status: "error", errorType: "internal", error: "ruler is down" } },
    /ruler is down/,
  ],
])("a Prometheus %s: unknown, and the headline says why", async (_, odd, why) => {
  const answers = { "/label/": NAMES, "/rules": RULES, query_range: success(FLOATS), ...odd };
  const { verdict, headline, findings } = await told(world(), await metrics(answers));
  expect(findings).toEqual([]);
  expect(verdict).toBe("unknown");
  expect(headline).toMatch(why);
});

test("a namespace in which nothing runs is not healthy", async () => {
  const w = world();
  const { verdict, headline } = await told({
    ...w,
    objects: w.objects.filter(({ kind }) => kind === "Namespace"),
    logs: [],
  });
  expect([verdict, headline]).toEqual(["unknown", expect.stringContaining("there are no workloads in payments")]);
});

test("what could not be read when a capture was taken keeps its replay from being healthy", async () => {
  const sources = { prometheus: { status: "timed-out", detail: "no answer in 10 s" } } as const;
  const { call } = await replay(world(), undefined, sources);
  const { data } = await call("investigate", { question: "is payments fine?" });
  expect(data).toMatchObject({ verdict: "unknown", headline: expect.stringMatching(/prometheus.*timed-out/) });
});

test("no alerts of a namespace that is not there are no good news", async () => {
  const { url: kubernetes } = await startApiServer(world().objects);
  const prometheus = await serve({ "/rules": RULES });
  const { call } = await liveApp({ kubernetes, prometheus, deadline: 5 });
  await expect(call("get_alerts", { namespace: "paymnets" })).rejects.toMatchObject({
    kind: "input",
    message: 'There is no namespace "paymnets".',
  });
  expect((await call("get_alerts", { namespace: NS })).text).toMatch(/^no alerts$/);
});
