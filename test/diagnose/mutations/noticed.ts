import { ago } from "../world.ts";
import { add, editSpec } from "./edits.ts";
import { deployment, deploymentOf, firstPod, type Mutation, pods, type Scene, service } from "./scene.ts";
import { unready } from "./signs.ts";

/** What is off while everything serves. */
export const NOTICED: readonly Mutation[] = [
  {
    code: "readiness-gate-unset",
    mutate(scene) {
      editSpec(scene, (spec) =>
        Object.assign(spec, { readinessGates: [{ conditionType: "edge.example.com/registered" }] }),
      );
      unready(scene, { ready: true });
      for (const is of pods(scene).flatMap(({ status }) => status?.conditions ?? [])) {
        if (is.type === "ContainersReady") Object.assign(is, { status: "True", lastTransitionTime: ago(10) });
        if (is.type === "Ready") Object.assign(is, { reason: "ReadinessGatesNotReady" });
      }
      return deploymentOf(scene);
    },
  },
  {
    code: "rollout-paused",
    mutate(scene) {
      const owner = deployment(scene);
      owner.spec = { ...owner.spec, paused: true };
      owner.status = { ...owner.status, updatedReplicas: 0 };
      return deploymentOf(scene);
    },
  },
  {
    code: "waits-for-min-ready",
    mutate(scene) {
      const owner = deployment(scene);
      owner.spec = { ...owner.spec, minReadySeconds: 1800 };
      for (const is of firstPod(scene).status?.conditions ?? [])
        if (is.type === "Ready") is.lastTransitionTime = ago(5);
      return deploymentOf(scene);
    },
  },
  {
    code: "pods-terminating-slowly",
    mutate(scene) {
      const leaving = structuredClone(firstPod(scene));
      leaving.metadata = {
        ...leaving.metadata,
        name: `${leaving.metadata.name}-old`,
        deletionTimestamp: ago(-10),
        deletionGracePeriodSeconds: 900,
      };
      for (const container of leaving.spec?.containers ?? []) container.lifecycle = { preStop: { exec: {} } };
      scene.world.objects.push(leaving);
      return deploymentOf(scene);
    },
  },
  {
    code: "disruption-budget-allows-none",
    mutate(scene) {
      const { length } = pods(scene);
      add(scene, "policy/v1", "PodDisruptionBudget", "strict", {
        spec: { minAvailable: length, selector: { matchLabels: service(scene).spec?.selector ?? {} } },
        status: { disruptionsAllowed: 0, currentHealthy: length, desiredHealthy: length, expectedPods: length },
      });
      return "PodDisruptionBudget/strict";
    },
  },
  {
    code: "namespace-empty",
    mutate(scene) {
      add(scene, "v1", "Namespace", "staging", { status: { phase: "Active" } }, "");
      return "Namespace/staging";
    },
    targets: [{ cluster: "test", namespace: "staging", because: "test" }],
  },
  {
    code: "quota-nearly-full",
    mutate(scene) {
      quota(scene, "48", "50");
      return "ResourceQuota/tight";
    },
  },
];

function quota(scene: Scene, used: string, hard: string): void {
  add(scene, "v1", "ResourceQuota", "tight", {
    spec: { hard: { pods: hard } },
    status: { hard: { pods: hard }, used: { pods: used } },
  });
}
