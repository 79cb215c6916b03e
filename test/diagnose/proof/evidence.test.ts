import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { LAYOUT } from "../../../src/core/capture/layout.ts";
import type { Evidence } from "../../../src/core/evidence.ts";
import { diagnosed, mutatedCases } from "../cases/case.ts";
import { recordedCase, recordings } from "../cases/recorded.ts";
import { CAPTURES, type Kubectl, kubectlIn, kubectlOver } from "./kubectl.ts";
import { isShown, squeezed, tellingWords } from "./telling.ts";

/** What is wrong with the command of this evidence in the state that it was found in. */
async function unproved(evidence: Evidence, kubectl: Kubectl): Promise<string[]> {
  const { query, text, data } = evidence;
  const about = (what: string) => [`${query}: ${what}: ${text}`];
  if (!query.startsWith("kubectl ")) return [];
  const output = await kubectl(query.slice("kubectl ".length)).catch((error: unknown) => error);
  if (typeof output !== "string") return about(`fails (${output})`);
  if (data.absent === "*")
    return output.startsWith("No resources found") || isUnseen(output) ? [] : about("lists some");
  if (typeof data.absent === "string") {
    const names = output.split("\n").map((line) => line.split(/\s+/)[0]);
    return names.includes(data.absent) ? about("lists it") : [];
  }
  const shown = squeezed(output);
  const missing = tellingWords(evidence).filter((word) => !isShown(word, shown));
  return missing.length > 0 ? about(`does not show ${missing.join(" | ")}`) : [];
}

/** A recording without any object of the kind cannot show that there is none. */
function isUnseen(output: string): boolean {
  return output.startsWith("Not in this capture:");
}

async function allUnproved(evidence: readonly Evidence[], kubectl: Kubectl): Promise<string[]> {
  return (await Promise.all(evidence.map((item) => unproved(item, kubectl)))).flat();
}

describe.each(recordings())("recorded: %s", (name) => {
  test("the command of each evidence shows the fact again", async () => {
    const { evidence } = diagnosed(await recordedCase(name));
    expect(await allUnproved(evidence, await kubectlIn(path.join(CAPTURES, name)))).toEqual([]);
  });

  test("a metric is cited by a query that was asked, an alert by one that names it", async () => {
    const { evidence } = diagnosed(await recordedCase(name));
    const asked = gunzipSync(readFileSync(path.join(CAPTURES, name, LAYOUT.queries))).toString("utf8");
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
