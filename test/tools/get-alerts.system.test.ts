import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openEndpoint } from "../../src/core/endpoint.ts";
import { connectAlertmanager } from "../../src/sources/alertmanager/live.ts";
import type { AlertmanagerReader } from "../../src/sources/alertmanager/reader.ts";
import type { PrometheusReader } from "../../src/sources/prometheus/reader.ts";
import { getAlerts } from "../../src/tools/alerts/get-alerts.ts";
import { libraryOf } from "../ingest/fixture.ts";
import { post, startAlertmanager } from "../sources/alertmanager/server.ts";
import { patient, readerOf } from "../sources/prometheus/scope.ts";
import { freePort, type Server, startPrometheus } from "../sources/prometheus/server.ts";

const now = Math.floor(Date.now() / 1000);
const at = (seconds: number) => new Date(seconds * 1000).toISOString();
const held = (labels: Record<string, string>, annotations: Record<string, string> = {}) => ({
  labels,
  annotations,
  startsAt: at(now - 600),
  endsAt: at(now + 3600),
});

/** What is delivered, what is not, and what waits. */
const RULES = `groups:
  - name: shop
    rules:
      - alert: CheckoutErrors
        expr: vector(7) > 5
        labels: { severity: critical, namespace: shop, deployment: checkout }
        annotations: { summary: checkout fails, runbook_url: "https://wiki.test/docs/checkout-errors#roll-back" }
      - alert: QueueGrows
        expr: vector(1) > 0
        labels: { severity: warning, namespace: shop }
      - alert: DiskFills
        expr: vector(1) > 0
        for: 1h
        labels: { severity: warning, namespace: shop }
`;
const DOCUMENTS = {
  "checkout-errors.md":
    "# Checkout errors\n\n## Roll back\n\nGo back to the last release.\n\n## Look further\n\nRead the log.\n",
  "queues.md": "# Queues\n\n## QueueGrows\n\nStart more workers.\n",
};

let servers: { prometheus: Server; alertmanager: Server };
let both: { prometheus: PrometheusReader; alertmanager: AlertmanagerReader };

beforeAll(async () => {
  const [prometheus, alertmanager] = await Promise.all([startPrometheus({ rules: RULES }), startAlertmanager()]);
  servers = { prometheus, alertmanager };
  both = { prometheus: readerOf(prometheus.url), alertmanager: alertmanagerAt(alertmanager.url) };
  await post(`${alertmanager.url}/api/v2/alerts`, [
    // As Prometheus sends it, with an external label of its own.
    held({
      alertname: "CheckoutErrors",
      severity: "critical",
      namespace: "shop",
      deployment: "checkout",
      replica: "a",
    }),
    held({ alertname: "Muted", namespace: "shop", severity: "critical" }),
    held({ alertname: "Elsewhere", namespace: "other", severity: "warning" }),
  ]);
  await post(`${alertmanager.url}/api/v2/silences`, {
    matchers: [{ name: "alertname", value: "Muted", isRegex: false, isEqual: true }],
    startsAt: at(now - 10),
    endsAt: at(now + 3600),
    createdBy: "test",
    comment: "known",
  });
  for (let i = 0; i < 200; i++) {
    const { rules } = await both.prometheus.rules(patient());
    if (rules.length === 3 && rules.every(({ alerts }) => alerts.length === 1)) return;
    await sleep(100);
  }
  throw new Error("the rules were not evaluated");
});
afterAll(async () => {
  await Promise.all([servers?.prometheus.stop(), servers?.alertmanager.stop()]);
});

function alertmanagerAt(url: string): AlertmanagerReader {
  const endpoint = openEndpoint({ url });
  if (!endpoint) throw new Error("no url");
  return connectAlertmanager(endpoint);
}

type Wanted = Partial<typeof both>;

async function run(readers: Wanted, input: object = {}, documents: Record<string, string> = DOCUMENTS) {
  const output = await getAlerts.handler(getAlerts.input.parse(input), {
    ...readers,
    runbooks: await libraryOf(documents),
    caller: { id: "test", session: "test" },
    signal: patient(),
    now: at(now),
    connections: [],
    progress: () => {},
  });
  return { ...getAlerts.output.parse(output), text: getAlerts.render(output) };
}

test("an alert that both know is told once, with its rule, its object and the document that its link means", async () => {
  const { alerts, text } = await run(both, { namespace: "shop" });
  expect(alerts.map(({ name, state, delivered }) => [name, state, delivered])).toEqual([
    ["CheckoutErrors", "firing", true],
    ["DiskFills", "pending", true],
    ["QueueGrows", "firing", false],
    ["Muted", "suppressed", true],
  ]);
  expect(alerts[0]).toMatchObject({
    object: "deploy/checkout",
    query: "vector(7) > 5",
    runbook: "checkout-errors.md#L1-L9",
  });
  expect(text).toContain("not in Alertmanager: nobody was notified");
  expect(text).toMatch(/suppressed {2}critical {2}Muted[\s\S]*muted by [0-9a-f-]{36}/);
});

test("an alert without a link is met by the document that has its name, and one that no document knows by none", async () => {
  const { alerts } = await run(both, { namespace: "shop" });
  const found = Object.fromEntries(alerts.map(({ name, runbook }) => [name, runbook]));
  expect(found.QueueGrows).toBe("queues.md#L3-L5");
  expect(found.DiskFills).toBeNull();
});

test("without Alertmanager the rules of Prometheus tell what fires, filters included", async () => {
  const { alerts, text } = await run({ prometheus: both.prometheus });
  expect(alerts.map(({ name }) => name)).toEqual(["CheckoutErrors", "DiskFills", "QueueGrows"]);
  expect(text).not.toContain("nobody was notified");
  const critical = await run({ prometheus: both.prometheus }, { filter: ['severity="critical"'] });
  expect(critical.alerts.map(({ name }) => name)).toEqual(["CheckoutErrors"]);
});

test("Alertmanager alone is enough, and names are found by their beginning", async () => {
  const { alerts, omitted } = await run({ alertmanager: both.alertmanager }, { limit: 1 });
  expect(alerts).toMatchObject([{ name: "CheckoutErrors", query: "" }]);
  expect(omitted).toEqual(["2 less urgent alerts; raise limit or add a filter"]);
  expect((await run({ alertmanager: both.alertmanager }, { name: "else" })).alerts).toHaveLength(1);
});

test("one that does not answer is said, and the other tells what it knows", async () => {
  const gone = alertmanagerAt(`http://127.0.0.1:${await freePort()}`);
  const { alerts, omitted } = await run({ ...both, alertmanager: gone });
  expect(alerts.map(({ name }) => name)).toContain("QueueGrows");
  expect(alerts.every(({ delivered }) => delivered)).toBe(true);
  expect(omitted).toEqual([expect.stringMatching(/what is muted: Alertmanager: .*does not answer/)]);
  await expect(run({ alertmanager: gone })).rejects.toMatchObject({ kind: "unavailable" });
});

test("a filter that nobody can read is the caller's to correct", async () => {
  await expect(run(both, { filter: ["severity is critical"] })).rejects.toMatchObject({
    kind: "input",
    hint: expect.stringContaining('severity="critical"'),
  });
});
