import { expect, test } from "vitest";
import { printAnswer } from "../../src/cli/print/answer.ts";
import { Answer } from "../../src/core/answer.ts";
import { down, log, podsOf, type World, world } from "../diagnose/world.ts";
import { replay } from "./replay.ts";

/** Two programs end for two reasons that have nothing to do with each other. */
function twoFaults(): World {
  const w = world();
  const says: [string, string[]][] = [
    ["checkout", ["starting", "FATAL: cannot read /etc/checkout/rates.yaml: permission denied", "giving up"]],
    ["ledger-db", ["starting", "PANIC: could not locate a valid checkpoint record", "aborting startup"]],
  ];
  for (const [app, lines] of says) {
    down(w, app, {
      restartCount: 7,
      state: { waiting: { reason: "CrashLoopBackOff" } },
      lastState: { terminated: { exitCode: 1, reason: "Error", finishedAt: w.now } },
    });
    for (const pod of podsOf(w, app)) log(w, pod.metadata.name, lines, { previous: true });
  }
  return w;
}

async function ask(question: string) {
  const { call } = await replay(twoFaults());
  const answer = Answer.parse((await call("investigate", { question, max_tokens: 8_000 })).data);
  const [first] = answer.findings;
  const facts = first?.evidence.map((id) => answer.evidence.find((item) => item.id === id)?.text ?? "");
  return { object: first?.object.name, fact: facts?.[0] };
}

test.each([
  ['we see "valid checkpoint record" in the logs', "ledger-db", /valid checkpoint record/],
  ["we see 'rates.yaml: permission denied' in the logs", "checkout", /rates\.yaml: permission denied/],
  ["could not locate a valid checkpoint record", "ledger-db", /valid checkpoint record/],
  [
    `2026-06-01 01:59:02.113 UTC [1] PANIC:  could not locate a valid checkpoint record\n${"    at frame.of(stack.js:1)\n".repeat(700)}`,
    "ledger-db",
    /valid checkpoint record/,
  ],
  [
    "Jun  1 01:58:01 node-1 cri[212]: FATAL: cannot read /etc/checkout/rates.yaml: permission denied\nJun  1 01:58:01 node-1 cri[212]: exit 1",
    "checkout",
    /rates\.yaml: permission denied/,
  ],
])("%#: what matches the text comes first, and in it the line that matches", async (question, object, fact) => {
  expect(await ask(question)).toEqual({ object, fact: expect.stringMatching(fact) });
});

test("the answer says in one line why the first of two causes comes first", async () => {
  const { call } = await replay(twoFaults());
  const question = 'we see "valid checkpoint record" in the logs';
  const { data, text } = await call("investigate", { question, max_tokens: 8_000 });
  const [first, second] = Answer.parse(data).findings;
  const said = "ahead of deploy/checkout (crash-permission-denied): the question quotes what shows it";
  expect(first?.rank).toEqual({ over: second?.id, reason: "quoted", said });
  expect(text).toContain(`ranked ${said}`);
  expect(printAnswer(data, { columns: undefined, colour: false }, { why: false })).toContain(`Ranked   ${said}\n`);
});

test("an answer cut to few tokens keeps that line for its first cause", async () => {
  const { call } = await replay(twoFaults());
  const { data } = await call("investigate", { question: "what is wrong with payments?", max_tokens: 1_000 });
  const [first, ...others] = Answer.parse(data).findings;
  expect(first?.rank?.said).toMatch(/^ahead of deploy\//);
  expect(others.flatMap(({ rank }) => rank ?? [])).toEqual([]);
});
