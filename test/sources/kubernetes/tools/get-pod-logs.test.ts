import { expect, test } from "vitest";
import type { KubernetesReader } from "../../../../src/sources/kubernetes/reader.ts";
import { getPodLogs } from "../../../../src/sources/kubernetes/tools/get-pod-logs.ts";
import { recording } from "../recording.ts";
import { SHOP } from "../shop.ts";
import { call } from "./call.ts";

const POD = { namespace: "payments", pod: "payments-api-7-a" };

async function shop(): Promise<KubernetesReader> {
  const requests = Array.from({ length: 50 }, (_, i) => `2026-03-14T01:51:${10 + i}Z GET /pay/${i} took ${i} ms`);
  return recording(SHOP, {
    "payments-api-7-a/api.previous": [...requests, "2026-03-14T01:52:00Z allocating 200 MB for the report"],
    "payments-api-7-a/api": ["2026-03-14T01:52:40Z starting", "2026-03-14T01:52:50Z ERROR pool: Connection refused"],
  });
}

test("what was said before the crash comes first, like lines folded, with how it ended", async () => {
  const { data, text } = await call(getPodLogs, await shop(), POD);
  expect(data.runs).toMatchObject([
    { run: "before the last restart", end: "OOMKilled, exit 137 at 2026-03-14T01:52:00Z", read: 51 },
    { run: "now", end: "", read: 2 },
  ]);
  expect(data.runs[0].lines).toEqual([
    { text: "GET /pay/49 took 49 ms", count: 50, first: "2026-03-14T01:51:10Z", last: "2026-03-14T01:51:59Z" },
    { text: "allocating 200 MB for the report", count: 1, first: "2026-03-14T01:52:00Z", last: "2026-03-14T01:52:00Z" },
  ]);
  expect(text.indexOf("allocating")).toBeLessThan(text.indexOf("Connection refused"));
});

test("pattern is a text or an expression in any case, since counts back from now", async () => {
  const reader = await shop();
  const linesOf = async (input: object) =>
    (await call(getPodLogs, reader, { ...POD, ...input })).data.runs.flatMap((run: { lines: { text: string }[] }) =>
      run.lines.map(({ text }) => text),
    );
  expect(await linesOf({ pattern: "connection REFUSED" })).toEqual(["ERROR pool: Connection refused"]);
  expect(await linesOf({ pattern: "error.*refused" })).toEqual(["ERROR pool: Connection refused"]);
  expect(await linesOf({ pattern: "pool: connection" })).toEqual(["ERROR pool: Connection refused"]);
  expect(await linesOf({ since: "15s" })).toEqual(["ERROR pool: Connection refused"]);
  await expect(call(getPodLogs, reader, { ...POD, pattern: "(a+)+$" })).rejects.toThrow("could take too long");
  await expect(call(getPodLogs, reader, { ...POD, pattern: ".*.*.*.*x" })).rejects.toThrow("could take too long");
});

test("one run alone, and a run that is not there is said", async () => {
  const reader = await shop();
  const now = await call(getPodLogs, reader, { ...POD, previous: false });
  expect(now.data.runs.map(({ run }: { run: string }) => run)).toEqual(["now"]);
  const calm = await call(getPodLogs, reader, { ...POD, pod: "payments-api-7-b" });
  expect(calm.text).toMatch(/api has no log[\s\S]*no such log/);
});

test("a log that is too long loses its oldest lines, and says so", async () => {
  const lines = "ghijklmnopqrstuv".split("").map((letter) => `unlike ${letter.repeat(30)}`);
  const reader = await recording(SHOP, { "payments-api-7-a/api": lines });
  const { data } = await call(getPodLogs, reader, { ...POD, previous: false, limit: 10 });
  expect(data.runs[0].lines.at(-1).text).toContain("vvv");
  expect(data.omitted).toEqual(["now: 6 older kinds of line; raise limit, or use pattern"]);
  const smaller = getPodLogs.shrink?.(data, JSON.stringify(data).length - 1);
  expect(smaller?.runs[0]?.lines).toHaveLength(7);
  expect(smaller?.runs[0]?.lines.at(-1)?.text).toContain("vvv");
});

test("a wrong name is answered with the right ones", async () => {
  const reader = await shop();
  await expect(call(getPodLogs, reader, { ...POD, pod: "payments-api" })).rejects.toMatchObject({
    hint: "There are payments-api-7-a, payments-api-7-b.",
  });
  await expect(call(getPodLogs, reader, { ...POD, container: "proxy" })).rejects.toMatchObject({
    hint: "Containers: api, migrate.",
  });
});
