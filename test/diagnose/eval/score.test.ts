import { expect, test } from "vitest";
import { Expected } from "../../../src/diagnose/eval/expected.ts";
import { score } from "../../../src/diagnose/eval/score.ts";
import { rowsOf, tableOf } from "../../../src/diagnose/eval/table.ts";
import { ask, down, type World, world } from "../world.ts";

const killed = (): World => {
  const w = world();
  const lastState = { terminated: { reason: "OOMKilled", exitCode: 137, finishedAt: w.now } };
  down(w, "ledger", { restartCount: 5, state: { waiting: { reason: "CrashLoopBackOff" } }, lastState });
  return w;
};
const expected = (kind: string, name: string, code: string) => Expected.parse({ object: { kind, name }, code });

test("the first finding counts, its object and its code apart", () => {
  const answer = ask(killed());
  expect(score(answer, expected("Deployment", "ledger", "oom-killed"))).toMatchObject({
    family: "runtime",
    object: true,
    cause: true,
    abstained: false,
  });
  expect(score(answer, expected("Deployment", "ledger", "quota-exceeded"))).toMatchObject({
    object: true,
    cause: false,
  });
  expect(score(answer, expected("Deployment", "checkout", "oom-killed"))).toMatchObject({ object: false, cause: true });
});

test("on a healthy system any finding is a false alarm, on a broken one none is an abstention", () => {
  expect(score(ask(world()), Expected.parse({}))).toMatchObject({ object: true, cause: true, falseAlarm: false });
  expect(score(ask(killed()), Expected.parse({}))).toMatchObject({ object: false, falseAlarm: true });
  expect(score(ask(world()), expected("Deployment", "ledger", "oom-killed"))).toMatchObject({ abstained: true });
});

test("the table has a line for each family and one for all", () => {
  const scores = [
    score(ask(killed()), expected("Deployment", "ledger", "oom-killed")),
    score(ask(world()), expected("Deployment", "ledger", "oom-killed")),
    score(ask(world()), Expected.parse({})),
  ];
  const rows = rowsOf(scores);
  expect(rows.map(({ family, cases, both }) => [family, cases, both])).toEqual([
    ["healthy", 1, 1],
    ["runtime", 2, 1],
    ["all", 3, 2],
  ]);
  expect(tableOf(rows)).toContain("66.7 %");
});
