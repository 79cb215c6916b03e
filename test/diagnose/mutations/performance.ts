import type { Signal } from "../../../src/core/signal.ts";
import { ago } from "../world.ts";
import { add, editContainer } from "./edits.ts";
import { deploymentOf, firstPod, type Mutation, pods, type Scene } from "./scene.ts";
import { measure, series, warn } from "./signs.ts";

const MiB = 2 ** 20;

/** The app and its caller answer in 600 ms where they took 20. */
function slow(scene: Scene): void {
  for (const name of [scene.app, scene.caller]) measure(scene, "http-latency-mean", 0.02, 0.6, name);
}

/** One signal of the app's pods rises, and requests are slow. */
const rises = (code: string, signal: Signal, before: number, after: number): Mutation => ({
  code,
  mutate(scene) {
    slow(scene);
    measure(scene, signal, before, after);
    return deploymentOf(scene);
  },
});

const ofNode = (code: string, signal: Signal, before: number, after: number): Mutation => ({
  code,
  mutate(scene) {
    slow(scene);
    const node = firstPod(scene).spec?.nodeName ?? "";
    series(scene, signal, { node, mountpoint: "/" }, before, after);
    return `Node/${node}`;
  },
});

const ofClaim = (code: string, signal: Signal, before: number, after: number): Mutation => ({
  code,
  mutate(scene) {
    add(scene, "v1", "PersistentVolumeClaim", "data", { spec: {}, status: { phase: "Bound" } });
    series(scene, signal, { namespace: scene.namespace, persistentvolumeclaim: "data" }, before, after);
    return "PersistentVolumeClaim/data";
  },
});

const scaler = (code: string, condition: object, blamed?: (scene: Scene) => string, target?: string): Mutation => ({
  code,
  mutate(scene) {
    add(scene, "autoscaling/v2", "HorizontalPodAutoscaler", `${scene.app}-scaler`, {
      spec: { scaleTargetRef: { kind: "Deployment", name: target ?? scene.app }, minReplicas: 1, maxReplicas: 3 },
      status: { currentReplicas: 3, conditions: [{ lastTransitionTime: ago(30), ...condition }] },
    });
    return blamed?.(scene) ?? `HorizontalPodAutoscaler/${scene.app}-scaler`;
  },
});
const blind = (why: string) => ({
  type: "ScalingActive",
  status: "False",
  reason: "FailedGetResourceMetric",
  message: `the HPA was unable to compute the replica count: ${why}`,
});

export const PERFORMANCE: readonly Mutation[] = [
  {
    code: "autoscaler-undoes-scaling",
    mutate(scene) {
      const hpa = add(scene, "autoscaling/v2", "HorizontalPodAutoscaler", `${scene.app}-scaler`, {
        spec: { scaleTargetRef: { kind: "Deployment", name: scene.app }, minReplicas: 1, maxReplicas: 3 },
        status: { currentReplicas: 3, conditions: [] },
      });
      const message = "New size: 3; reason: Current number of replicas above Spec.MaxReplicas";
      warn(scene, hpa, "SuccessfulRescale", message, { type: "Normal" });
      return `HorizontalPodAutoscaler/${scene.app}-scaler`;
    },
  },
  {
    code: "error-ratio-high",
    mutate(scene) {
      for (const name of [scene.app, scene.caller]) measure(scene, "http-error-ratio", 0.001, 0.4, name);
      return deploymentOf(scene);
    },
  },
  {
    code: "latency-high",
    mutate(scene) {
      slow(scene);
      return deploymentOf(scene);
    },
  },
  {
    code: "traffic-dropped",
    mutate(scene) {
      measure(scene, "http-rate", 30, 30, scene.caller);
      measure(scene, "http-rate", 30, 0.5);
      return deploymentOf(scene);
    },
  },
  {
    code: "traffic-surged",
    mutate(scene) {
      slow(scene);
      measure(scene, "http-rate", 20, 300);
      measure(scene, "http-rate", 20, 20, scene.caller);
      return deploymentOf(scene);
    },
  },
  rises("cpu-usage-surged", "cpu-usage", 0.1, 1.9),
  {
    code: "cpu-throttled",
    mutate(scene) {
      slow(scene);
      editContainer(scene, (container) => Object.assign(container, { resources: { limits: { cpu: "50m" } } }));
      measure(scene, "cpu-throttled-ratio", 0.01, 0.8);
      return deploymentOf(scene);
    },
  },
  rises("memory-usage-surged", "memory-working-set", 200 * MiB, 900 * MiB),
  {
    code: "memory-near-limit",
    mutate(scene) {
      measure(scene, "memory-limit-ratio", 0.5, 0.96);
      return deploymentOf(scene);
    },
  },
  rises("gc-pressure", "gc-time-ratio", 0.01, 0.6),
  rises("event-loop-blocked", "event-loop-lag", 0.01, 0.9),
  rises("connection-pool-saturated", "pool-used-ratio", 0.3, 1),
  rises("store-connections-exhausted", "store-connections-ratio", 0.3, 1),
  rises("file-descriptors-near-limit", "files-used-ratio", 0.2, 0.97),
  rises("network-loss", "network-lost", 0, 60),
  {
    code: "network-delay",
    mutate(scene) {
      for (const name of [scene.app, scene.caller]) measure(scene, "http-latency-mean", 0.02, 0.02, name);
      const labels = { namespace: scene.namespace, workload: scene.caller, peer: scene.app };
      series(scene, "client-latency-mean", labels, 0.022, 0.4);
      return deploymentOf(scene);
    },
  },
  {
    code: "pod-outlier",
    mutate(scene) {
      const extra = [0, 1].map((i) => {
        const pod = structuredClone(firstPod(scene));
        pod.metadata.name = `${pod.metadata.name}${i}`;
        return pod;
      });
      scene.world.objects.push(...extra);
      pods(scene).forEach(({ metadata }, i) => {
        series(
          scene,
          "http-latency-mean",
          { namespace: scene.namespace, pod: metadata.name },
          0.02,
          i === 0 ? 0.9 : 0.02,
        );
      });
      return `Pod/${firstPod(scene).metadata.name}`;
    },
  },
  ofNode("node-cpu-saturated", "node-cpu-ratio", 0.3, 0.99),
  ofNode("node-conntrack-full", "node-conntrack-ratio", 0.3, 0.99),
  ofNode("node-disk-almost-full", "node-disk-used-ratio", 0.7, 0.95),
  ofClaim("volume-full", "volume-used-ratio", 0.8, 0.999),
  ofClaim("volume-almost-full", "volume-used-ratio", 0.5, 0.92),
  ofClaim("volume-out-of-inodes", "volume-inodes-used-ratio", 0.5, 1),
  {
    code: "store-down",
    mutate(scene) {
      measure(scene, "store-up", 1, 0);
      return deploymentOf(scene);
    },
  },
  {
    code: "queue-backlog",
    mutate(scene) {
      series(scene, "queue-length", { namespace: scene.namespace, queue: scene.app }, 20, 9000);
      return deploymentOf(scene);
    },
  },
  scaler("autoscaler-at-maximum", {
    type: "ScalingLimited",
    status: "True",
    reason: "TooManyReplicas",
    message: "the desired replica count is more than the maximum replica count",
  }),
  scaler(
    "autoscaler-cannot-read-metrics",
    blind("unable to get metrics for resource cpu: no metrics returned from resource metrics API"),
  ),
  scaler(
    "autoscaler-missing-requests",
    blind("failed to get cpu utilization: missing request for cpu in container side of Pod x"),
    deploymentOf,
  ),
  scaler(
    "autoscaler-target-missing",
    {
      type: "AbleToScale",
      status: "False",
      reason: "FailedGetScale",
      message: 'the HPA controller was unable to get the target\'s current scale: deployments.apps "nobody" not found',
    },
    undefined,
    "nobody",
  ),
];
