import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import type { Lab } from "../lib.ts";
import { capture } from "./ask.ts";
import type { Scenario } from "./schema.ts";
import type { Score } from "./score.ts";

/** How a scenario went when it was last run on the real cluster: `live.json` beside its capture. */
const Live = z.object({
  object: z.boolean(),
  cause: z.boolean(),
  symptomBlamed: z.boolean(),
  said: z.string(),
  seconds: z.number(),
  tokens: z.number(),
  /** RFC 3339. */
  asked: z.string(),
});

/** The capture, what a right answer to it is, and how sitrep answered live: a case for `sitrep eval diagnosis`. */
export async function record(lab: Lab, namespace: string, score: Score, folder: string): Promise<void> {
  const { scenario, ...live } = score;
  const fresh = mkdtempSync(path.join(tmpdir(), "scenario-"));
  await capture(lab, namespace, path.join(fresh, "capture"));
  rmSync(folder, { recursive: true, force: true });
  cpSync(path.join(fresh, "capture"), folder, { recursive: true });
  rmSync(fresh, { recursive: true });
  const { question, expected } = scenario;
  const truth = "code" in expected ? expected : {};
  write(folder, "expected.json", { question, namespace, ...truth });
  write(folder, "live.json", { ...live, asked: new Date().toISOString() });
}

/** The last live runs of scenarios; those that were never recorded are left out. */
export function readScores(scenarios: readonly Scenario[], folder: string): Score[] {
  return scenarios.flatMap((scenario) => {
    const file = path.join(folder, scenario.name, "live.json");
    return existsSync(file) ? [{ scenario, ...Live.parse(JSON.parse(readFileSync(file, "utf8"))) }] : [];
  });
}

function write(folder: string, name: string, data: object): void {
  writeFileSync(path.join(folder, name), `${JSON.stringify(data, null, 2)}\n`);
}
