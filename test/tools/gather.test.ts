import { expect, test } from "vitest";
import { SitrepError } from "../../src/core/errors.ts";
import { missing } from "../../src/core/missing.ts";
import { reportOf } from "../../src/core/report.ts";
import { withDeadline } from "../../src/sources/deadline.ts";
import { gather, windowBefore } from "../../src/tools/gather.ts";
import { connection } from "./connections.ts";

const scope = { targets: [], from: "2026-06-01T01:00:00Z", now: "2026-06-01T02:00:00Z" };
const never = new AbortController().signal;
const statuses = ({ reports }: Awaited<ReturnType<typeof gather>>) =>
  Object.fromEntries(reports.map(({ source, status }) => [source, status]));

test("a source that fails or hangs costs only itself, and the answer says how each did", async () => {
  const good = connection("kubernetes", {
    collect: async () => ({
      observations: { unlisted: { Secret: "forbidden" } },
      report: reportOf({
        source: "kubernetes",
        found: true,
        missing: [missing("Pod", "limited", "too many")],
        detail: "",
        asOf: null,
        began: 0,
      }),
    }),
  });
  const denied = connection("prometheus", {
    collect: async () => {
      throw new SitrepError("denied", "401 Unauthorized", { hint: "Set prometheus.token." });
    },
  });
  const deaf = connection("alertmanager", { collect: () => new Promise(() => {}) });
  const gathered = await gather(withDeadline([good, denied, deaf], 50), scope, never);
  expect(statuses(gathered)).toEqual({
    kubernetes: "truncated",
    prometheus: "denied",
    alertmanager: "timed-out",
  });
  expect(gathered.reports[1]?.detail).toContain("Set prometheus.token");
  expect(gathered.observations.unlisted).toEqual({ Secret: "forbidden" });
});

test("who asked and went away is not answered", async () => {
  const abort = new AbortController();
  const deaf = connection("kubernetes", {
    collect: (_, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  });
  const answer = gather(withDeadline([deaf], 10_000), scope, abort.signal);
  abort.abort(new Error("gone"));
  await expect(answer).rejects.toThrow("gone");
});

test("now reaches back an hour", () => {
  expect(windowBefore("2026-06-01T02:00:00Z")).toBe("2026-06-01T01:00:00.000Z");
});
