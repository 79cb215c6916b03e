import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Answer } from "../../../src/core/answer.ts";
import { commandFlaws } from "../../cluster/scenario/commands.ts";
import { loadTrials, type Scenario, type Trial } from "../../cluster/scenario/schema.ts";
import { score } from "../../cluster/scenario/score.ts";
import { settled, take } from "../../cluster/scenario/steps.ts";
import { clear, prepare } from "../../cluster/scenario/world.ts";
import { openSession, run, type Session } from "../sitrep.ts";
import { type UnderTest, underTest } from "./under-test.ts";

/** One of each family, and one where nothing is wrong; run-scenarios.ts has them all. */
const SCENARIOS = [
  "memory-limit-too-low",
  "tag-does-not-exist",
  "cpu-request-too-large",
  "quota-memory",
  "selector-mismatch",
  "wrong-password",
  "job-gives-up",
  "scaled-to-zero-on-purpose",
];

const trials = loadTrials().filter(({ scenario }) => SCENARIOS.includes(scenario.name));

let world: UnderTest;
let session: Session & { close(): Promise<void> };

beforeAll(async () => {
  world = await underTest();
  session = await openSession(world.systems);
});
afterAll(async () => {
  await session?.close();
  // What is left is for the next run to clear.
  await Promise.allSettled(trials.map(({ namespace }) => clear(world.it, namespace)));
});

async function bringAbout({ namespace, scenario }: Trial): Promise<void> {
  const { it } = world;
  await prepare(it, namespace, scenario);
  await sleep(scenario.healthy * 1000);
  for (const step of scenario.break) await take(it, namespace, step);
  await settled(it, namespace, scenario.settle);
}

/** `right`, or what was said instead, and on which grounds. */
function judged(scenario: Scenario, answer: Answer): string {
  const { headline, sources } = answer;
  const { cause, said } = score(scenario, { answer, seconds: 0, tokens: 0 });
  const grounds = sources.map(({ source, status, detail }) => `${source} ${status} ${detail}`).join("; ");
  return cause ? "right" : `${said} (${headline}) from ${grounds}`;
}

test("every scenario that is named is there", () => {
  expect(trials.map(({ scenario }) => scenario.name).sort()).toEqual([...SCENARIOS].sort());
});

test.concurrent.each(trials)("$scenario.name: the cause is named at a terminal and over MCP", async (trial) => {
  const { namespace, scenario } = trial;
  await bringAbout(trial);
  const code = { broken: 3, degraded: 3, healthy: 0, unknown: 4 };
  const typed = await complete(async () => {
    const ran = await run(world.systems, "--json", "ask", "-n", namespace, scenario.question);
    const answer = Answer.parse(JSON.parse(ran.out));
    expect(ran.code).toBe(code[answer.verdict]);
    return answer;
  });
  expect(await commandFlaws(world.it, typed)).toEqual([]);
  expect(judged(scenario, typed)).toBe("right");
  expect(judged(scenario, await complete(() => session.ask(scenario.question, namespace)))).toBe("right");
});

/** As `node-clock-skewed`, `out-of-file-descriptors` and `external-name-unknown` print them; no fault of these is made here. */
const OWN_PODS = (dns: string) => [
  "kubectl debug node/node-1 -it --image=busybox:1.37 -- date -u",
  `kubectl -n kube-system debug ${dns} -it --image=busybox:1.37 --target=coredns -- ls -l /proc/1/fd`,
  "kubectl -n default run lookup --rm -it --restart=Never --image=busybox:1.37 -- nslookup rates.example.org",
];

test("a debug pod, a debug container and a lookup start where they are told to", async () => {
  const { it } = world;
  const pods = ["-n", "kube-system", "get", "pods", "-o", "name"];
  const [, dns = ""] = /pod\/(coredns-\S+)/.exec(await it.kubectl(pods)) ?? [];
  const next = OWN_PODS(dns).map((command) => ({ text: "", command, changes: true }));
  const finding = { next, symptoms: [] } as unknown as Answer["findings"][number];
  expect(await commandFlaws(it, { findings: [finding], evidence: [] })).toEqual([]);
  await it.kubectl(["delete", "pods", "-l", "app.kubernetes.io/managed-by=kubectl-debug"]);
});

/** A machine with more to do than it can lets a source answer in part, which is said; then it is asked again, twice at most. */
async function complete(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 0; tries < 2; tries++) {
    const answer = await ask();
    if (answer.sources.every(({ status }) => status !== "timed-out" && status !== "truncated")) return answer;
  }
  return ask();
}
