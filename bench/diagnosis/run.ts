import { loadavg } from "node:os";
import path from "node:path";
import { rowsOf, tableOf } from "../../src/diagnose/eval/table.ts";
import { type Case, healthyCases, mutatedCases } from "../../test/diagnose/cases/case.ts";
import { namesBoth, pairs } from "../../test/diagnose/cases/pairs.ts";
import { recordedCase, recordings } from "../../test/diagnose/cases/recorded.ts";
import { SCENES } from "../../test/diagnose/mutations/scenes.ts";
import { isRight, type Measured, type Scored, scored, withoutEach } from "./accuracy.ts";
import { measured } from "./outside.ts";
import { sideBySide } from "./side-by-side.ts";
import { speed } from "./speed.ts";

/**
 * How right and how fast the diagnosis is: `npm run bench:diagnosis -- [SET…]`. A SET is a folder of captures that others made
 * (`outside.ts` says with which labels); all sets stand side by side in one table. Recordings of the real cluster, every mutation of
 * healthy clusters that were made by hand and that were recorded, the same without one source after the other (of the
 * recorded ones the first), two faults at once, and what it costs.
 */
const recorded = await Promise.all(recordings().map(recordedCase));
const scenes = Object.keys(SCENES).map((name) => ({ name, cases: mutatedCases(name) }));
const real = print("Recordings of the real cluster", recorded);
const healthy = print("Healthy clusters, made and recorded", healthyCases());
const mutated = scenes.flatMap(({ name, cases }) => print(`Mutations of ${name}`, cases));
const whole = [...real, ...healthy, ...mutated];
const sets = new Map<string, readonly Measured[] | undefined>([
  ["recordings of the real cluster", real],
  ["healthy clusters", healthy],
  [`mutations of ${scenes.length} scenes`, mutated],
]);
for (const set of process.argv.slice(2)) sets.set(path.basename(set), printOutside(set, await measured(set)));
if (process.argv.length <= 2) sets.set("cases that others made", undefined);
console.log(`\n## Side by side\n\n${sideBySide(sets)}`);
const partial = printDegradation([...recorded, ...healthyCases(), ...scenes.slice(0, 3).flatMap(({ cases }) => cases)]);
printPairs();
printCalibration([...whole, ...partial]);
judge(whole, partial);
console.log(`\n## Speed (load ${loadavg()[0]?.toFixed(1)})\n`);
for (const line of speed()) console.log(line);

/** What is promised; the run fails when it is not kept. */
function judge(whole: readonly Scored[], partial: readonly Scored[]): void {
  const sure = [...whole, ...partial].filter(({ score }) => score.confidence === "high" && !score.abstained);
  const broken = [
    ...(share(whole) < 0.95 ? ["object and cause right in less than 95 %"] : []),
    ...(share(sure) < 0.95 ? ["less than 95 % of what is sure is right"] : []),
    ...(whole.some(({ score }) => score.falseAlarm) ? ["a false alarm"] : []),
  ];
  if (broken.length > 0) process.exitCode = 1;
  console.log(`\n${broken.length > 0 ? `NOT KEPT: ${broken.join("; ")}` : "Every bar is kept."}`);
}

function share(scores: readonly Scored[]): number {
  return scores.filter(isRight).length / Math.max(1, scores.length);
}

function print(title: string, cases: readonly Case[]): Scored[] {
  const scores = cases.map(scored);
  console.log(`\n## ${title}\n`);
  console.log(tableOf(rowsOf(scores.map(({ score }) => score))));
  for (const { name, score } of scores.filter((item) => !isRight(item)))
    console.log(`  not right: ${name}: ${score.said}`);
  return scores;
}

function printOutside(set: string, results: Measured[]): Measured[] {
  console.log(`\n## ${set}\n`);
  for (const { name, said } of results.filter((item) => !isRight(item))) console.log(`  not right: ${name}: ${said}`);
  return results;
}

function printDegradation(cases: readonly Case[]): Scored[] {
  console.log("\n## Without one source\n");
  console.log("| without | cases | right | unknown | another cause | of these sure | false alarms |");
  console.log("|---|---|---|---|---|---|---|");
  const all = [...withoutEach(cases)];
  for (const [source, scores] of all) {
    const count = (is: (item: Scored) => boolean) => scores.filter(is).length;
    const wrong = (item: Scored) => !isRight(item) && !item.score.abstained && item.score.family !== "healthy";
    const cells = [
      scores.length,
      count(isRight),
      count((item) => !isRight(item) && item.score.abstained),
      count(wrong),
      count((item) => wrong(item) && item.score.confidence === "high"),
      count(({ score }) => score.falseAlarm),
    ];
    console.log(`| ${source} | ${cells.join(" | ")} |`);
  }
  return all.flatMap(([, scores]) => scores);
}

function printPairs(): void {
  const all = pairs(60, 5);
  const missed = all.filter((pair) => !namesBoth(pair));
  console.log(
    `\n## Two faults at once\n\nboth named as roots of their own: ${all.length - missed.length} of ${all.length}`,
  );
  for (const { name } of missed) console.log(`  not both: ${name}`);
}

function printCalibration(scores: readonly Scored[]): void {
  console.log("\n## Calibration: first findings that are right, by confidence\n");
  for (const confidence of ["high", "medium", "low"] as const) {
    const said = scores.filter(({ score }) => score.confidence === confidence && !score.abstained);
    const right = said.filter(isRight).length;
    console.log(
      `${confidence.padEnd(7)} ${right} of ${said.length} (${((100 * right) / Math.max(1, said.length)).toFixed(1)} %)`,
    );
  }
}
