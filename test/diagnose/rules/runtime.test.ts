import { expect, test } from "vitest";
import { ago, ask, down, first, get, world } from "../world.ts";

const killed = (minutes: number) => ({ reason: "OOMKilled", exitCode: 137, finishedAt: ago(minutes) });

test("a healthy system gives no finding", () => {
  expect(ask(world()).findings).toEqual([]);
});

test("containers killed at their memory limit", () => {
  const w = world();
  down(w, "payments-api", {
    restartCount: 5,
    state: { waiting: { reason: "CrashLoopBackOff" } },
    lastState: { terminated: killed(1) },
  });
  expect(first(ask(w))).toBe("oom-killed Deployment/payments-api");
});

test("a kill hours ago that the container survived is not a finding", () => {
  const w = world();
  const [status] = (get(w, "Pod", "payments-api-6f-0").status ?? {}).containerStatuses ?? [];
  Object.assign(status ?? {}, {
    restartCount: 1,
    state: { running: { startedAt: ago(200) } },
    lastState: { terminated: killed(201) },
  });
  expect(ask(w).findings).toEqual([]);
});
