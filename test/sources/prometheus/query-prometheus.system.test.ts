import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { tokensOf } from "../../../src/core/budget.ts";
import { queryPrometheus } from "../../../src/sources/prometheus/tools/query-prometheus.ts";
import { patient, readerOf } from "./scope.ts";
import { type Server, startPrometheus } from "./server.ts";
import { shop } from "./shop.ts";

const end = Math.floor(Date.now() / 15_000) * 15;
let server: Server;

beforeAll(async () => {
  const many = Array.from({ length: 21_000 }, (_, i) => ({
    metric: "huge",
    labels: { i: String(i) },
    value: (n: number) => (n === 240 ? i : undefined),
  }));
  const data = shop(end);
  server = await startPrometheus({ data: { ...data, series: [...data.series, ...many] } });
});
afterAll(() => server?.stop());

async function run(input: z.input<typeof queryPrometheus.input>) {
  const output = await queryPrometheus.handler(queryPrometheus.input.parse(input), {
    prometheus: readerOf(server.url),
    caller: { id: "test", session: "test" },
    signal: patient(),
    now: new Date(end * 1000).toISOString(),
    connections: [],
    progress: () => {},
  });
  return { ...queryPrometheus.output.parse(output), text: queryPrometheus.render(output) };
}

test("the value now, one line a series, shared labels told once", async () => {
  const { series, common, text } = await run({ query: 'kube_pod_container_resource_limits{resource="cpu"}' });
  expect(series.map(({ labels, last }) => [labels, last])).toEqual([
    [{ exported_pod: "api-6d5f7c9b8-k9k7b" }, 0.5],
    [{ exported_pod: "api-6d5f7c9b8-x2x4z" }, 0.5],
  ]);
  expect(common).toMatchObject({ resource: "cpu", exported_namespace: "shop" });
  expect(text).toContain('{exported_pod="api-6d5f7c9b8-k9k7b"} 0.5');
});

test("a course keeps its extremes, its direction and twelve means", async () => {
  const { series, text } = await run({
    query: 'max(container_memory_working_set_bytes{container="api"}) / 2^20',
    range: "1h",
  });
  expect(series).toMatchObject([{ min: 60, max: 120, last: 120, trend: "rising" }]);
  expect(series[0]?.values).toHaveLength(12);
  expect(text).toContain("last 120, min 60, max 120");
});

test.each([
  ["sum(rate(up[5m]) by (job", /syntax error at 1:18, near "by \(job"/, /line:column/],
  ['{__name__=~".+"}', /selects every series/, /Name a metric/],
  ["rate(up)", /1:6: parse error: expected type range vector/, /line:column/],
  ["sum(huge)", /reads 21000 series; 20000 are allowed/, /Add matchers/],
])("%s is refused with what to change", async (query, message, hint) => {
  await expect(run({ query })).rejects.toMatchObject({
    kind: "input",
    message: expect.stringMatching(message),
    hint: expect.stringMatching(hint),
  });
});

test("a range that is none is refused", async () => {
  await expect(run({ query: "up", range: "yesterday" })).rejects.toMatchObject({
    kind: "input",
    hint: "Write 15m, 1h or 2d.",
  });
});

test.each([
  ['http_request_total{namespace="shop"}', /No metric http_request_total\. Near it: .*http_requests_total/],
  [
    'http_requests_total{namespace="shop",code="418"}',
    /http_requests_total exists, but not with code="418"\. Its labels: code, /,
  ],
  ['http_requests_total{code="200"} > 1e12', /has series; the comparison or the join left none/],
])("an empty answer to %s says why", async (query, note) => {
  const { series, notes } = await run({ query });
  expect(series).toEqual([]);
  expect(notes).toEqual([expect.stringMatching(note)]);
});

test("more series than asked for are left out from the low end, and said so", async () => {
  const { series, omitted } = await run({ query: 'huge{i=~"1.."}', limit: 3 });
  expect(series.map(({ last }) => last)).toEqual([199, 198, 197]);
  expect(omitted).toEqual([expect.stringContaining("97 more series")]);
});

test("what a model reads before calling it stays small", () => {
  const schema = JSON.stringify(z.toJSONSchema(queryPrometheus.input, { io: "input" }));
  expect(tokensOf(queryPrometheus.description + schema)).toBeLessThanOrEqual(250);
});
