import { expect, test } from "vitest";
import { turns } from "../../src/core/turn.ts";
import { diagnose, diagnoseInTurns } from "../../src/diagnose/diagnose.ts";
import { readAhead } from "../../src/diagnose/logs/sightings.ts";
import { situate } from "../../src/diagnose/situation/situation.ts";
import { down, log, NS, podsOf, world } from "./world.ts";

const TARGETS = [{ cluster: "test", namespace: NS, because: "test" }];

function loud() {
  const w = world();
  down(w, "ledger", { restartCount: 6, state: { waiting: { reason: "CrashLoopBackOff" } } });
  const lines = Array.from({ length: 1500 }, (_, i) => `ERROR order ${i}: dial tcp: connect: connection refused`);
  for (const { metadata } of podsOf(w, "ledger")) log(w, metadata.name, lines);
  return w;
}

test("a diagnosis in turns says the same", async () => {
  const w = loud();
  const turn = turns(new AbortController().signal);
  await readAhead(w.logs, turn);
  const situation = situate(w, w.now);
  expect(await diagnoseInTurns(situation, TARGETS, turn)).toEqual(diagnose(situate(loud(), w.now), TARGETS));
});

test("others get their turn while long logs are read", async () => {
  const w = loud();
  for (let i = 0; i < 6; i++) log(w, `ledger-${i}`, w.logs[0]?.lines.map(({ text }) => text) ?? []);
  let answered = false;
  setImmediate(() => {
    answered = true;
  });
  await readAhead(w.logs, turns(new AbortController().signal));
  expect(answered).toBe(true);
});

test("who does not wait any longer costs nothing more", async () => {
  const stop = new AbortController();
  stop.abort(new Error("gone"));
  const w = loud();
  await expect(diagnoseInTurns(situate(w, w.now), TARGETS, turns(stop.signal))).rejects.toThrow("gone");
});
