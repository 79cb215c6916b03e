// Makes each fault in a namespace of its own, asks, and prints how right the answers were:
// node test/cluster/run-scenarios.ts [NAME or FAMILY …] [--parallel 4] [--capture DIR] [--table FILE] [--keep] [--commands]
import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { createApp } from "../../src/app.ts";
import { localCaller } from "../../src/core/caller.ts";
import type { Evaluation } from "../../src/tools/evaluate.ts";
import { type Lab, lab } from "./lib.ts";
import { explainFailure } from "./parts/failure.ts";
import { alter, mend, mendWhatIsLeft } from "./scenario/altered.ts";
import { ask } from "./scenario/ask.ts";
import { commandFlaws } from "./scenario/commands.ts";
import { page } from "./scenario/page.ts";
import { readScores, record } from "./scenario/recorded.ts";
import { loadTrials, type Trial } from "./scenario/schema.ts";
import { type Score, score, table } from "./scenario/score.ts";
import { settled, take } from "./scenario/steps.ts";
import { clear, healthyFor, prepare } from "./scenario/world.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    parallel: { type: "string", default: "4" },
    capture: { type: "string" },
    table: { type: "string" },
    keep: { type: "boolean", default: false },
    commands: { type: "boolean", default: false },
  },
});
/** Namespaces that go while other scenarios run. */
const clearing: Promise<void>[] = [];
const say = (line: string) => console.error(line);

async function main(): Promise<void> {
  const all = loadTrials();
  const wanted = all.filter(
    ({ scenario: { name, family } }) =>
      positionals.length === 0 || positionals.some((word) => name === word || family === word),
  );
  if (wanted.length === 0) throw new Error(`no scenario or family is called ${positionals.join(", ")}`);
  const it = await lab({ mode: "full" }, say);
  await mendWhatIsLeft(it, all);
  const scores = await runAll(it, wanted);
  await Promise.all(clearing);
  console.log(table(scores));
  if (values.table && values.capture) {
    const scenarios = all.map(({ scenario }) => scenario);
    const scored = readScores(scenarios, values.capture);
    writeFileSync(values.table, page(scenarios, scored, await rightAgain(values.capture)));
  }
  if (scores.length < wanted.length) throw new Error(`${wanted.length - scores.length} scenarios did not come about`);
}

/** Names of the recorded cases that come out right now. */
async function rightAgain(folder: string): Promise<Set<string>> {
  const log = (message: string) => say(message);
  const app = await createApp({ flags: { audit: "off" }, env: {}, cwd: process.cwd(), operator: true, log });
  const signal = new AbortController().signal;
  const { data } = await app.call({ tool: "eval_diagnosis", input: { dir: folder }, caller: localCaller(), signal });
  const cases = data.cases as Evaluation["cases"];
  return new Set(cases.filter(({ object, cause }) => object && cause).map((it) => it.case));
}

/** Several at once; those that need the cluster for themselves come last, one after the other. */
async function runAll(it: Lab, trials: readonly Trial[]): Promise<Score[]> {
  const shared = trials.filter(({ scenario }) => !scenario.alone);
  const alone = trials.filter(({ scenario }) => scenario.alone);
  const inTurns = async (queue: Trial[], scores: Score[] = []) => {
    for (let trial = queue.shift(); trial; trial = queue.shift()) scores.push(...(await run(it, trial)));
    return scores;
  };
  const together = await Promise.all(Array.from({ length: Number(values.parallel) }, () => inTurns(shared)));
  const scores = [...together.flat(), ...(await inTurns(alone))];
  const order = trials.map(({ scenario }) => scenario);
  return scores.sort((a, b) => order.indexOf(a.scenario) - order.indexOf(b.scenario));
}

/** Questions are asked one after the other: each wants a core for itself. */
let asked: Promise<unknown> = Promise.resolve();

/** A scenario that does not come about is told, and does not end the others. */
async function run(it: Lab, trial: Trial): Promise<Score[]> {
  const { scenario, namespace } = trial;
  try {
    await bringAbout(it, trial);
    const answer = asked.then(() => question(it, trial));
    asked = answer.catch(() => undefined);
    return [await answer];
  } catch (thrown) {
    say(`  FAILED ${scenario.name}: ${explainFailure(thrown)}`);
    return [];
  } finally {
    await mend(it, trial);
    if (!values.keep) clearing.push(clear(it, namespace).catch((thrown) => say(`  ${explainFailure(thrown)}`)));
  }
}

async function bringAbout(it: Lab, trial: Trial): Promise<void> {
  const { scenario, namespace } = trial;
  await prepare(it, namespace, scenario);
  if (scenario.healthy > 0) await healthyFor(it, namespace, scenario.healthy);
  alter(it, trial);
  for (const step of scenario.break) await take(it, namespace, step);
  await settled(it, namespace, scenario.settle);
}

async function question(it: Lab, { scenario, namespace }: Trial): Promise<Score> {
  const asked = await ask(it, scenario.question, namespace);
  const result = score(scenario, asked);
  say(`  ${result.cause ? "right" : "WRONG"}  ${scenario.name}: ${asked.answer.headline}`);
  if (values.commands)
    for (const flaw of await commandFlaws(it, asked.answer)) say(`  COMMAND  ${scenario.name}: ${flaw}`);
  if (values.capture) await record(it, namespace, result, path.join(values.capture, scenario.name));
  return result;
}

try {
  await main();
} catch (thrown) {
  say(explainFailure(thrown));
  process.exitCode = 1;
}
