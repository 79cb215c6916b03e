import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ALL_TOOLS } from "../../docs/tools.ts";
import { type App, createApp } from "../../src/app.ts";
import { localCaller } from "../../src/core/caller.ts";

/** A call of each tool about the sample capture, and what its text must say. A new tool needs a line here. */
const CALLS: Record<string, { input: object; says: RegExp }> = {
  investigate: { input: { question: "what's wrong with payments?" }, says: /payments-api exceeds its memory limit/ },
  check_deploy: { input: { namespace: "payments" }, says: /^no-go/ },
  get_changes: { input: { namespace: "payments" }, says: /payments-api/ },
  get_alerts: { input: {}, says: /firing/ },
  get_runbook_coverage: { input: {}, says: /alerts have a runbook/ },
  search_runbooks: { input: { question: "OOMKilled" }, says: /payments\/payments-oom\.md#L/ },
  get_runbook: { input: { path: "payments/payments-oom.md" }, says: /payments\/payments-oom\.md/ },
  check_citation: { input: { citation: "payments/payments-oom.md#L58-L72" }, says: /holds/ },
  list_failing_pods: { input: {}, says: /OOMKilled/ },
  get_pod_status: { input: { namespace: "payments", pod: "payments-api-6b6bdcc59-2xs46" }, says: /OOMKilled/ },
  get_pod_logs: { input: { namespace: "payments", pod: "payments-api-6b6bdcc59-2xs46" }, says: /api/ },
  get_recent_events: { input: { namespace: "payments", since: "24h" }, says: /BackOff/ },
  list_workloads: { input: { namespace: "payments" }, says: /payments-api/ },
  get_cluster_info: { input: {}, says: /payments/ },
  kubectl: { input: { command: "get pods -n payments" }, says: /payments-api-6b6bdcc59-2xs46/ },
  query_prometheus: { input: { query: "up" }, says: /up/ },
};

let home: string;
let app: App;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), "sitrep-tools-"));
  const flags = { index: path.join(home, "index"), audit: "off", runbooks: ["runbooks"] };
  const start = { flags, env: { HOME: home }, cwd: process.cwd(), capture: "demo/capture", log: () => {} };
  const operator = await createApp({ ...start, operator: true });
  await operator.call({
    tool: "ingest",
    input: { folders: [] },
    caller: localCaller(),
    signal: AbortSignal.timeout(60_000),
  });
  await operator.close();
  app = await createApp(start);
});
afterAll(async () => {
  await app.close();
  await rm(home, { recursive: true });
});

test("every tool has its call here", () => {
  expect(Object.keys(CALLS).sort()).toEqual(ALL_TOOLS.map(({ name }) => name).sort());
});

test.each(Object.entries(CALLS))(
  "%s answers in words for a person and in the published shape for a program",
  async (tool, { input, says }) => {
    const signal = AbortSignal.timeout(60_000);
    const { data, text } = await app.call({ tool, input, caller: localCaller(), signal });
    expect(text).toMatch(says);
    expect(text).not.toMatch(/\[object Object\]|\bundefined\b|\bNaN\b/);
    const validate = new Ajv2020({ strict: false }).compile(
      JSON.parse(await readFile(`docs/schemas/${tool}.json`, "utf8")),
    );
    expect(validate(data) || validate.errors).toBe(true);
  },
);
