import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { LAYOUT } from "../../../src/core/capture/layout.ts";
import { diagnosed, mutatedCases } from "../cases/case.ts";
import { DEMO, folderOf, recordedCase, recordings } from "../cases/recorded.ts";
import { kubectlIn, kubectlOver } from "./kubectl.ts";
import { allUnproved } from "./unproved.ts";

describe.each([...recordings(), DEMO])("recorded: %s", (name) => {
  test("the command of each evidence shows the fact again", async () => {
    const { evidence } = diagnosed(await recordedCase(name));
    expect(await allUnproved(evidence, await kubectlIn(folderOf(name)))).toEqual([]);
  });

  test("a metric is cited by a query that was asked, an alert by one that names it", async () => {
    const { evidence } = diagnosed(await recordedCase(name));
    const asked = gunzipSync(readFileSync(path.join(folderOf(name), LAYOUT.queries))).toString("utf8");
    const metrics = evidence.filter(({ kind }) => kind === "metric");
    expect(metrics.filter(({ query }) => !asked.includes(JSON.stringify(query))).map(({ query }) => query)).toEqual([]);
    const alerts = evidence.filter(({ kind }) => kind === "alert");
    expect(alerts.filter(({ query, data }) => !query.includes(String(data.name)))).toEqual([]);
  });
});

describe.each(["payments", "shop"])("broken on purpose: %s", (scene) => {
  test("the command of each evidence shows the fact again", async () => {
    const flaws: string[] = [];
    for (const item of mutatedCases(scene)) {
      const found = await allUnproved(diagnosed(item).evidence, await kubectlOver(item));
      flaws.push(...found.map((flaw) => `${item.name}: ${flaw}`));
    }
    expect(flaws).toEqual([]);
  }, 60_000);
});
