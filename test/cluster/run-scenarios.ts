// Makes each fault in a namespace of its own, asks, and prints how right the answers were:
// node test/cluster/run-scenarios.ts [NAME…] [--parallel 5] [--capture DIR] [--keep]
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type Lab, lab } from "./lib.ts";
import { explainFailure } from "./parts/failure.ts";
import { ask, capture } from "./scenario/ask.ts";
import { inNamespace, loadScenarios, type Scenario } from "./scenario/schema.ts";
import { type Score, score, table } from "./scenario/score.ts";
import { settled, take } from "./scenario/steps.ts";
import { clear, prepare, recycleVolumes } from "./scenario/world.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    parallel: { type: "string", default: "5" },
    capture: { type: "string" },
    keep: { type: "boolean", default: false },
  },
});
const say = (line: string) => console.error(line);

/** A scenario in its namespace; the name says nothing about what is wrong there. */
interface Trial {
  scenario: Scenario;
  namespace: string;
}

async function main(): Promise<void> {
  const wanted = loadScenarios().filter(
    ({ name, family }) => positionals.length === 0 || positionals.some((it) => name === it || family === it),
  );
  if (wanted.length === 0) throw new Error(`no scenario or family is called ${positionals.join(", ")}`);
  const it = await lab({ mode: "full" }, say);
  await recycleVolumes(it);
  const scores: Score[] = [];
  for (const trials of batches(wanted)) scores.push(...(await runBatch(it, trials)));
  console.log(table(scores));
  if (scores.length < wanted.length) throw new Error(`${wanted.length - scores.length} scenarios did not come about`);
}

/** Those that need the cluster for themselves come last. */
function batches(scenarios: readonly Scenario[]): Trial[][] {
  const size = Number(values.parallel);
  const trials = scenarios.map((scenario, i) => {
    const namespace = `shop-${String(i + 1).padStart(2, "0")}`;
    return { scenario: inNamespace(scenario, namespace), namespace };
  });
  const shared = trials.filter(({ scenario }) => !scenario.alone);
  const groups = Array.from({ length: Math.ceil(shared.length / size) }, (_, i) =>
    shared.slice(i * size, (i + 1) * size),
  );
  return [...groups, ...trials.filter(({ scenario }) => scenario.alone).map((trial) => [trial])];
}

async function runBatch(it: Lab, trials: readonly Trial[]): Promise<Score[]> {
  say(`${trials.map(({ scenario }) => scenario.name).join(", ")} …`);
  const broken = await Promise.all(trials.map((trial) => tried(trial, () => bringAbout(it, trial))));
  const scores: Score[] = [];
  for (const trial of trials.filter((_, i) => broken[i]))
    await tried(trial, async () => void scores.push(await question(it, trial)));
  for (const trial of trials) await tried(trial, () => mend(it, trial));
  if (!values.keep)
    await clear(
      it,
      trials.map(({ namespace }) => namespace),
    );
  return scores;
}

/** A scenario that does not come about is told, and does not end the others. */
async function tried({ scenario }: Trial, does: () => Promise<void>): Promise<boolean> {
  try {
    await does();
    return true;
  } catch (thrown) {
    say(`${scenario.name}: ${explainFailure(thrown)}`);
    return false;
  }
}

async function bringAbout(it: Lab, { scenario, namespace }: Trial): Promise<void> {
  await prepare(it, namespace, scenario);
  await sleep(scenario.healthy * 1000);
  for (const step of scenario.break) await take(it, namespace, step);
  await settled(it, namespace, scenario.settle);
}

async function question(it: Lab, { scenario, namespace }: Trial): Promise<Score> {
  const asked = await ask(it, scenario.question, namespace);
  if (values.capture) await capture(it, namespace, path.join(values.capture, scenario.name));
  const result = score(scenario, asked);
  say(`  ${result.cause ? "right" : "WRONG"}  ${scenario.name}: ${asked.answer.headline}`);
  return result;
}

async function mend(it: Lab, { scenario, namespace }: Trial): Promise<void> {
  for (const step of scenario.mend) await take(it, namespace, step);
}

try {
  await main();
} catch (thrown) {
  say(explainFailure(thrown));
  process.exitCode = 1;
}
