import { ago } from "../world.ts";
import { add, addEnv, editContainer, editSpec } from "./edits.ts";
import { deployment, deploymentOf, firstPod, type Mutation, pods, type Scene, service } from "./scene.ts";
import { unready, warn } from "./signs.ts";

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
    code: "writers-undo-each-other",
    mutate(scene) {
      const hpa = add(scene, "autoscaling/v2", "HorizontalPodAutoscaler", `${scene.app}-scaler`, {
        spec: { scaleTargetRef: { kind: "Deployment", name: scene.app }, minReplicas: 1, maxReplicas: 90 },
        status: { currentReplicas: 1, conditions: [] },
      });
      const message = "New size: 40; reason: cpu resource utilization (percentage of request) above target";
      warn(scene, hpa, "SuccessfulRescale", message, { type: "Normal", count: 7 });
      deployment(scene).metadata.managedFields = [{ manager: "delivery", operation: "Apply", time: ago(1) }];
      return deploymentOf(scene);
    },
  },
  {
    code: "pods-evicted-repeatedly",
    mutate(scene) {
      const model = firstPod(scene);
      const times = 3 * Math.max(2, pods(scene).length);
      for (let i = 0; i < times; i++) {
        const gone = structuredClone(model);
        gone.metadata.name = `${model.metadata.name.replace(/-[^-]+$/, "")}-gone${i}`;
        warn(scene, gone, "Descheduled", "pod evicted by LowNodeUtilization", { type: "Normal", count: 1 });
      }
      return deploymentOf(scene);
    },
  },
  {
    code: "autoscaler-not-acting",
    mutate(scene) {
      const spec = { scaleTargetRef: { kind: "Deployment", name: scene.app }, maxReplicas: 9 };
      const hpa = add(scene, "autoscaling/v2", "HorizontalPodAutoscaler", `${scene.app}-scaler`, { spec });
      hpa.metadata.creationTimestamp = ago(90);
      return `HorizontalPodAutoscaler/${scene.app}-scaler`;
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
    code: "rollout-waits-for-old-pods",
    mutate(scene) {
      const old = firstPod(scene);
      old.metadata = { ...old.metadata, deletionTimestamp: ago(-10), deletionGracePeriodSeconds: 900 };
      const found = deployment(scene);
      found.spec = { ...found.spec, strategy: { type: "Recreate" } };
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
    code: "service-selects-nothing",
    mutate(scene) {
      add(scene, "v1", "Service", "rates", { spec: { selector: { app: "rates" }, ports: [{ port: 80 }] } });
      return "Service/rates";
    },
  },
  {
    code: "service-selects-two-programs",
    mutate(scene) {
      const found = service(scene);
      for (const name of [scene.app, scene.caller])
        for (const { metadata } of [...pods(scene, name), deployment(scene, name).spec?.template ?? {}])
          if (metadata) metadata.labels = { ...metadata.labels, tier: "backend" };
      found.spec = { ...found.spec, selector: { tier: "backend" } };
      return `Service/${found.metadata.name}`;
    },
  },
  {
    code: "configuration-not-loaded",
    mutate(scene) {
      const map = add(scene, "v1", "ConfigMap", "switches", { data: { mode: "eager" } });
      map.metadata.managedFields = [{ manager: "kubectl-edit", operation: "Update", time: ago(1) }];
      editContainer(scene, (container) => {
        container.envFrom = [...(container.envFrom ?? []), { configMapRef: { name: "switches" } }];
      });
      return deploymentOf(scene);
    },
  },
  {
    code: "address-differs-from-siblings",
    applies: (scene) => deployments(scene).length > 2,
    mutate(scene) {
      for (const name of deployments(scene)) addEnv(scene, "SEARCH_URL", "https://search.example.com/v1", name);
      addEnv(scene, "SEARCH_URL", "https://search.exmple.com/v1");
      return `Deployment/${scene.caller}`;
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

function deployments({ world, namespace }: Scene): string[] {
  return world.objects
    .filter(({ kind, metadata }) => kind === "Deployment" && metadata.namespace === namespace)
    .map(({ metadata }) => metadata.name);
}

function quota(scene: Scene, used: string, hard: string): void {
  add(scene, "v1", "ResourceQuota", "tight", {
    spec: { hard: { pods: hard } },
    status: { hard: { pods: hard }, used: { pods: used } },
  });
}
