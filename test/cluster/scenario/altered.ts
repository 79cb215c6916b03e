import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Lab } from "../lib.ts";
import { inside } from "../parts/cluster.ts";
import { explainFailure } from "../parts/failure.ts";
import type { Trial } from "./schema.ts";
import { take } from "./steps.ts";
import { clear } from "./world.ts";

// What a scenario changes beyond its namespace outlives a runner that is killed. So it is noted before it is
// changed, one file a scenario, and the next run mends it first.
const notes = ({ cluster }: Lab) => inside(cluster, "altered");

export function alter(lab: Lab, { scenario }: Trial): void {
  if (scenario.mend.length === 0) return;
  mkdirSync(notes(lab), { recursive: true });
  writeFileSync(path.join(notes(lab), scenario.name), "");
}

/** Every step is tried: one that has nothing to mend may fail without keeping the others from it. */
export async function mend(lab: Lab, { scenario, namespace }: Trial): Promise<void> {
  for (const step of scenario.mend)
    await take(lab, namespace, step).catch((thrown) =>
      console.error(`  mending ${scenario.name}: ${explainFailure(thrown)}`),
    );
  rmSync(path.join(notes(lab), scenario.name), { force: true });
}

export async function mendWhatIsLeft(lab: Lab, trials: readonly Trial[]): Promise<void> {
  const there = (await lab.kubectl(["get", "namespaces", "-o", "name"])).split("\n");
  const own = trials.filter(({ namespace }) => there.includes(`namespace/${namespace}`));
  await Promise.all(own.map(({ namespace }) => clear(lab, namespace)));
  mkdirSync(notes(lab), { recursive: true });
  const left = new Set(readdirSync(notes(lab)));
  for (const trial of trials.filter(({ scenario }) => left.has(scenario.name))) await mend(lab, trial);
}
