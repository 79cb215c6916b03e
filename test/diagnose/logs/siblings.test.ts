import { expect, test } from "vitest";
import { ago, ask, first, log, podsOf, world } from "../world.ts";

const COMMON = "required environment variable LICENSE_SERVER is not set";
const OWN = "panic: open /etc/app/rules.yaml: no such file or directory";

/** One of two pods crashes, and last said this; the other serves and said that. */
function one(crashed: readonly string[], serving: readonly string[]) {
  const w = world();
  const [bad, good] = podsOf(w, "ledger");
  const [status] = bad?.status?.containerStatuses ?? [];
  Object.assign(status ?? {}, {
    ready: false,
    restartCount: 6,
    state: { waiting: { reason: "CrashLoopBackOff" } },
    lastState: { terminated: { exitCode: 1, reason: "Error", finishedAt: ago(1) } },
  });
  for (const condition of bad?.status?.conditions ?? [])
    if (condition.type === "Ready") Object.assign(condition, { status: "False", lastTransitionTime: ago(10) });
  log(w, bad?.metadata.name ?? "", crashed, { previous: true });
  log(w, good?.metadata.name ?? "", serving);
  return w;
}

test("what a pod that serves prints as well is not why the other one does not", () => {
  expect(first(ask(one([COMMON, OWN], [COMMON])))).toContain("crash-missing-file");
  expect(first(ask(one([COMMON, OWN], [])))).toContain("crash-missing-config");
});
