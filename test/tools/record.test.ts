import { readdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { openCapture } from "../../src/core/capture/folder.ts";
import { LAYOUT } from "../../src/core/capture/layout.ts";
import { SitrepError } from "../../src/core/errors.ts";
import { failureReport } from "../../src/core/failure.ts";
import { missing } from "../../src/core/missing.ts";
import { notConfigured, reportOf, type SourceReport } from "../../src/core/report.ts";
import type { Connection } from "../../src/core/source.ts";
import { recordCapture } from "../../src/tools/record.ts";
import { temporaryFolder } from "../ingest/fixture.ts";
import { connection } from "./connections.ts";

const target = { cluster: "shop", namespace: "payments", because: "test" };
const scope = { targets: [target], from: "2026-06-01T01:00:00Z", now: "2026-06-01T02:00:00Z" };
const never = new AbortController().signal;

/** A source that writes one file and reports this. */
const recorded = (report: SourceReport): Connection =>
  connection(report.source, {
    record: async (_scope, writer) => {
      await writer.json(report.source === "kubernetes" ? LAYOUT.objects : `${report.source}/x.json`, []);
      return report;
    },
  });
const refused = (source: string, why: string) =>
  recorded(failureReport(source, new SitrepError("denied", why), performance.now()));
const cut = missing("Pod", "limited", "only the first 5000 were read");
const partly = reportOf({
  source: "kubernetes",
  found: true,
  missing: [cut],
  detail: "5000 pods",
  asOf: null,
  began: performance.now(),
});

test("a capture says when it was taken, of what, and how each source did", async () => {
  const dir = path.join(temporaryFolder(), "capture");
  const sources = [recorded(partly), refused("prometheus", "401"), recorded(notConfigured("alertmanager"))];
  await recordCapture(sources, scope, dir, never);
  expect((await openCapture(dir)).manifest).toEqual({
    version: 1,
    cluster: "shop",
    takenAt: scope.now,
    window: { from: scope.from, to: scope.now },
    sources: {
      kubernetes: { status: "truncated", detail: "5000 pods", missing: [cut] },
      prometheus: {
        status: "denied",
        detail: "401",
        missing: [{ what: "prometheus", reason: "denied", why: "401", decisive: true }],
      },
    },
  });
});

test("without an answer of the cluster nothing is left behind, and the reason is told", async () => {
  const root = temporaryFolder();
  const sources = [refused("kubernetes", "403 Forbidden"), connection("prometheus")];
  await expect(recordCapture(sources, scope, path.join(root, "capture"), never)).rejects.toMatchObject({
    kind: "unavailable",
    message: expect.stringContaining("403 Forbidden"),
  });
  expect(await readdir(root)).toEqual([]);
});

test("a source that breaks while another writes leaves nothing behind, either", async () => {
  const root = temporaryFolder();
  const broken = connection("prometheus", {
    record: async () => {
      throw new Error("disk full");
    },
  });
  const slow = connection("kubernetes", {
    record: async (...given) => {
      await setTimeout(50);
      return connection("kubernetes").record(...given);
    },
  });
  const taking = recordCapture([slow, broken], scope, path.join(root, "capture"), never);
  await expect(taking).rejects.toThrow("disk full");
  expect(await readdir(root)).toEqual([]);
});
