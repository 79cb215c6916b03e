import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import type { Pod } from "../../src/core/kubernetes/pod.ts";
import { world } from "../diagnose/world.ts";
import { startApiServer } from "../sources/api-server.ts";
import { startOddServer } from "../sources/odd-server.ts";
import { liveApp } from "./live-app.ts";

/** Milliseconds a request; the deadline is too short for all that is asked of a cluster. */
const WAIT = 400;
const DEADLINE = (5 * WAIT) / 1000;

/** payments, where a pod of the ledger crashes. */
function crashing() {
  const w = world();
  const pod = w.objects.find((it): it is Pod => it.kind === "Pod" && it.metadata.name.startsWith("ledger-6f-0"));
  const [status] = pod?.status?.containerStatuses ?? [];
  if (!status) throw new Error("no such pod");
  Object.assign(status, {
    ready: false,
    restartCount: 6,
    state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s restarting failed container" } },
    lastState: {
      terminated: { reason: "Error", exitCode: 3, finishedAt: new Date(Date.now() - 60_000).toISOString() },
    },
  });
  Object.assign(pod?.status ?? {}, { conditions: [{ type: "Ready", status: "False" }] });
  return w.objects;
}

test("of a slow cluster what arrived by the deadline is used, and the report says what did not", async () => {
  const { url } = await startApiServer(crashing(), { wait: WAIT });
  const { call } = await liveApp({ kubernetes: url, deadline: DEADLINE });
  const { data, text: said } = await call("investigate", { question: "what's wrong with payments?" });
  expect(data.verdict).toMatch(/broken|degraded/);
  expect(said).toContain("ledger");
  expect(data.sources).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({
        source: "kubernetes",
        status: "truncated",
        detail: expect.stringMatching(/^[1-9]\d* objects, \d+ logs, .* more: .*in time/),
      }),
    ]),
  );
});

test("what a Prometheus answers by the deadline counts, and the report says what it did not answer", async () => {
  const { url: kubernetes } = await startApiServer(world().objects);
  const now = Math.floor(Date.now() / 1000);
  const server = await startOddServer(async (request, response) => {
    const { url = "" } = request;
    const asked = `${url} ${await text(request)}`;
    if (/query_range/.test(url) && /memory/.test(asked)) return; // never answered
    const series = { metric: { __name__: "up", namespace: "payments" }, values: [[now, "1"]], value: [now, "1"] };
    const data = /\/values/.test(url)
      ? ["kube_pod_status_ready", "container_memory_working_set_bytes", "http_requests_total"]
      : /\/labels/.test(url)
        ? ["namespace", "pod", "code"]
        : /\/rules/.test(url)
          ? { groups: [] }
          : { resultType: /query_range/.test(url) ? "matrix" : "vector", result: [series] };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ status: "success", data }));
  });
  onTestFinished(() => server.stop());
  const { call } = await liveApp({ kubernetes, prometheus: server.url, deadline: 2 });
  const { data } = await call("investigate", { question: "what's wrong with payments?" });
  const report = (data.sources as { source: string; status: string; detail: string }[]).find(
    ({ source }) => source === "prometheus",
  );
  expect(report).toMatchObject({ status: "truncated", detail: expect.stringMatching(/^[1-9]\d* of \d+ questions/) });
  expect(report?.detail).toMatch(/memory-working-set:.*before the deadline/);
  expect(data.verdict).toBe("unknown");
});
