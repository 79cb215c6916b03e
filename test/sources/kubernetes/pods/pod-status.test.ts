import { expect, test } from "vitest";
import type { Pod } from "../../../../src/core/kubernetes/pod.ts";
import {
  failingSince,
  failure,
  failureMessage,
  ownerName,
  podStatus,
} from "../../../../src/sources/kubernetes/pods/pod-status.ts";

const NOW = Date.parse("2026-03-14T01:53:00Z");

function pod(status: NonNullable<Pod["status"]>, more: Partial<Pod> = {}): Pod {
  return { apiVersion: "v1", kind: "Pod", metadata: { name: "api-1", namespace: "payments" }, status, ...more };
}

const ready = (status: string) => [{ type: "Ready", status, lastTransitionTime: "2026-03-14T01:42:00Z" }];
const oom = { terminated: { reason: "OOMKilled", exitCode: 137, finishedAt: "2026-03-14T01:52:00Z" } };

test.each<[string, string | undefined, Pod]>([
  ["Pending", "Pending", pod({ phase: "Pending" })],
  [
    "CrashLoopBackOff",
    "CrashLoopBackOff",
    pod({
      phase: "Running",
      conditions: ready("False"),
      containerStatuses: [
        { name: "app", restartCount: 5, state: { waiting: { reason: "CrashLoopBackOff" } }, lastState: oom },
      ],
    }),
  ],
  [
    "Init:ImagePullBackOff",
    "Init:ImagePullBackOff",
    pod({
      phase: "Pending",
      initContainerStatuses: [{ name: "migrate", state: { waiting: { reason: "ImagePullBackOff" } } }],
    }),
  ],
  ["Evicted", "Evicted", pod({ phase: "Failed", reason: "Evicted" })],
  [
    "Completed",
    undefined,
    pod({
      phase: "Succeeded",
      containerStatuses: [{ name: "app", state: { terminated: { reason: "Completed", exitCode: 0 } } }],
    }),
  ],
  // Between two crashes a pod says that it is ready and running.
  [
    "Running",
    "OOMKilled",
    pod({
      phase: "Running",
      conditions: ready("True"),
      containerStatuses: [{ name: "app", ready: true, restartCount: 5, state: { running: {} }, lastState: oom }],
    }),
  ],
  // A node that went silent: the containers were never told.
  [
    "Running",
    "NotReady",
    pod({
      phase: "Running",
      conditions: ready("False"),
      containerStatuses: [{ name: "app", ready: true, restartCount: 0, state: { running: {} } }],
    }),
  ],
  [
    "Terminating",
    undefined,
    pod({ phase: "Running" }, { metadata: { name: "api-1", deletionTimestamp: "2026-03-14T01:50:00Z" } }),
  ],
])("%s fails as %s", (status, why, given) => {
  expect(podStatus(given)).toBe(status);
  expect(failure(given, NOW)).toBe(why);
});

test("a crash of long ago that did not repeat is no failure", () => {
  const old = { terminated: { exitCode: 1, finishedAt: "2026-03-14T00:10:00Z" } };
  const calm = { name: "app", ready: true, restartCount: 3, state: { running: {} }, lastState: old };
  expect(failure(pod({ phase: "Running", conditions: ready("True"), containerStatuses: [calm] }), NOW)).toBeUndefined();
});

test("what ended it counts more than that it will be tried again, and since when is told", () => {
  const crashing = pod({
    phase: "Running",
    conditions: ready("False"),
    containerStatuses: [
      {
        name: "app",
        restartCount: 5,
        state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s" } },
        lastState: oom,
      },
    ],
  });
  expect(failureMessage(crashing)).toBe("last exit: OOMKilled (code 137)");
  expect(failingSince(crashing)).toBe("2026-03-14T01:42:00Z");
});

test("a pod of a Deployment is its Deployment's, without asking for the ReplicaSet", () => {
  const owned = (kind: string, name: string, labels = {}) =>
    ownerName({ metadata: { name: "api-5d-x", labels, ownerReferences: [{ kind, name, controller: true }] } });
  expect(owned("ReplicaSet", "api-5d", { "pod-template-hash": "5d" })).toBe("Deployment/api");
  expect(owned("ReplicaSet", "api-5d")).toBe("ReplicaSet/api-5d");
  expect(owned("StatefulSet", "db")).toBe("StatefulSet/db");
  expect(ownerName({ metadata: { name: "alone" } })).toBe("Pod/alone");
});
