import { expect, test } from "vitest";
import { listFailingPods } from "../../../../src/sources/kubernetes/tools/list-failing-pods.ts";
import { recording } from "../recording.ts";
import { call } from "./call.ts";

interface Sick {
  waiting?: { reason: string; message?: string };
  ended?: { reason: string; exitCode: number };
  since?: string;
  restarts?: number;
}

function sick(owner: string, suffix: string, { waiting, ended, since = "2026-03-14T01:42:00Z", restarts = 0 }: Sick) {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: `${owner}-5d-${suffix}`,
      namespace: "payments",
      labels: { "pod-template-hash": "5d" },
      ownerReferences: [{ kind: "ReplicaSet", name: `${owner}-5d`, controller: true }],
    },
    status: {
      phase: waiting ? "Running" : "Succeeded",
      conditions: [{ type: "Ready", status: "False", lastTransitionTime: since }],
      containerStatuses: [
        {
          name: "app",
          ready: false,
          restartCount: restarts,
          state: { waiting },
          ...(ended && { lastState: { terminated: { ...ended, finishedAt: "2026-03-14T01:50:00Z" } } }),
        },
      ],
    },
  };
}

const crash = { waiting: { reason: "CrashLoopBackOff" }, restarts: 5 };

test("pods of one owner are told apart by what ends them, and not by their names", async () => {
  const missing = (name: string) => ({
    waiting: { reason: "CreateContainerConfigError", message: `secret "db" not found for pod=${name}` },
  });
  const reader = await recording([
    sick("api", "a", { ...crash, ended: { reason: "OOMKilled", exitCode: 137 }, since: "2026-03-14T01:44:00Z" }),
    sick("api", "b", { ...crash, ended: { reason: "OOMKilled", exitCode: 137 } }),
    sick("api", "c", { ...crash, ended: { reason: "Error", exitCode: 1 } }),
    sick("web", "a", missing("web-5d-a")),
    sick("web", "b", missing("web-5d-b")),
  ]);
  const { data, text } = await call(listFailingPods, reader, {});
  expect(data).toMatchObject({
    failing: 5,
    total: 5,
    groups: [
      { owner: "Deployment/api", reason: "CrashLoopBackOff", count: 2, restarts: 10, since: "2026-03-14T01:42:00Z" },
      { owner: "Deployment/web", reason: "CreateContainerConfigError", count: 2 },
      { owner: "Deployment/api", reason: "CrashLoopBackOff", count: 1, message: "last exit: Error (code 1)" },
    ],
  });
  expect(text).toContain(
    "Deployment/api  CrashLoopBackOff  2 pods, 10 restarts, since 2026-03-14T01:42:00Z  api-5d-a, api-5d-b",
  );
});

test("finished pods are neither failing nor counted", async () => {
  const { data } = await call(listFailingPods, await recording([sick("job", "a", {})]), {});
  expect(data).toMatchObject({ failing: 0, total: 0 });
});

test("what is left out of a long list is said", async () => {
  const pods = ["a", "b", "c", "d", "e"].map((suffix) => sick("api", suffix, crash));
  const { text } = await call(listFailingPods, await recording([...pods, sick("web", "a", crash)]), { limit: 1 });
  expect(text).toContain("and 2 more");
  expect(text).toContain("left out: 1 of 2 groups");
});
