import { expect, test } from "vitest";
import { timeOf } from "../../../src/core/time.ts";
import { ago, ask, down, first, log, NOW, podsOf, world } from "../world.ts";

const DENIED = 'FATAL:  password authentication failed for user "ledger"';

/** The ledger's containers are like this; their log has no times of the kubelet. */
function ledger(status: object, lines: readonly string[], previous = false) {
  const w = world();
  down(w, "ledger", status);
  for (const { metadata } of podsOf(w, "ledger")) log(w, metadata.name, lines, { previous });
  for (const stream of w.logs) stream.lines = stream.lines.map(({ text }) => ({ text }));
  return w;
}

test("a program's own clock of another zone is placed in its run", () => {
  const looping = {
    restartCount: 6,
    state: { waiting: { reason: "CrashLoopBackOff" } },
    lastState: { terminated: { exitCode: 1, reason: "Error", startedAt: ago(3), finishedAt: ago(2) } },
  };
  for (const stamp of ["2026-06-01 07:58:30", "2026-05-31 20:58:30"]) {
    const { findings } = ask(ledger(looping, [`${stamp} ${DENIED}`], true));
    expect(findings[0]?.code).toBe("credentials-rejected");
    expect(findings[0]?.since).toBe(ago(3));
  }
});

test("no trouble begins after it is told", () => {
  const running = { state: { running: { startedAt: ago(20) } } };
  const since = ask(ledger(running, [`2026-06-01 07:58:30 ${DENIED}`])).findings.flatMap(
    (it) => timeOf(it.since) ?? [],
  );
  expect(since.filter((time) => time >= Date.parse(NOW))).toEqual([]);
});

test("crashes at start are history once a run is ready and has outlived them", () => {
  const crashed = (minutes: number) => {
    const w = world();
    for (const p of podsOf(w, "ledger")) {
      Object.assign(p.status?.containerStatuses?.[0] ?? {}, {
        restartCount: 4,
        state: { running: { startedAt: ago(minutes) } },
        lastState: {
          terminated: { exitCode: 1, reason: "Error", startedAt: ago(minutes + 1), finishedAt: ago(minutes + 0.9) },
        },
      });
      log(w, p.metadata.name, ["panic: no books yet"], { previous: true, minutes: minutes + 0.9 });
    }
    return ask(w);
  };
  expect(crashed(5).findings).toEqual([]);
  expect(first(crashed(1))).toContain("Deployment/ledger");
});
