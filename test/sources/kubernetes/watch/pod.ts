import type { ContainerStatus, Pod } from "../../../../src/core/kubernetes/pod.ts";

/** A pod of `payments-api` in `payments`, ready unless told otherwise. */
export function pod(name: string, { ready = true, phase = "Running", ...container }: PodOptions = {}): Pod {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      namespace: "payments",
      labels: { app: "payments-api", "pod-template-hash": "7d9c5b8f6d" },
      ownerReferences: [{ kind: "ReplicaSet", name: "payments-api-7d9c5b8f6d", controller: true }],
    },
    spec: { nodeName: "node-1", containers: [{ name: "api" }] },
    status: {
      phase,
      conditions: [{ type: "Ready", status: ready ? "True" : "False" }],
      containerStatuses: [{ name: "api", ready, restartCount: 0, state: { running: {} }, ...container }],
    },
  };
}

interface PodOptions extends Partial<Pick<ContainerStatus, "restartCount" | "state" | "lastState">> {
  ready?: boolean;
  phase?: string;
}

export const CRASHING: PodOptions = {
  ready: false,
  restartCount: 14,
  state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s restarting failed container" } },
  lastState: { terminated: { reason: "OOMKilled", exitCode: 137, finishedAt: minutesAgo(3) } },
};

export function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}
