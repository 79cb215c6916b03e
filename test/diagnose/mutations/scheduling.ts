import type { PodSpec } from "../../../src/core/kubernetes/pod.ts";
import { ago } from "../world.ts";
import { add, editContainer, editSpec } from "./edits.ts";
import { unlist } from "./rights.ts";
import { deploymentOf, firstPod, type Mutation, replicaSet, type Scene } from "./scene.ts";
import { pending, unplaced, warn } from "./signs.ts";

const nodes = ({ world }: Scene) =>
  world.objects.filter((item) => item.kind === "Node") as ((typeof world.objects)[number] & {
    spec?: { unschedulable?: boolean; taints?: object[] };
    status?: { allocatable?: Record<string, string> };
  })[];

/** The scheduler's message when every node fails for this reason. */
function none(scene: Scene, reason: string): string {
  const n = nodes(scene).length;
  return `0/${n} nodes are available: ${n} ${reason}. preemption: 0/${n} nodes are available: ${n} Preemption is not helpful for scheduling.`;
}

/** The pods ask for something, and no node offers it. */
const wanting = (requirement: string, reason: string, edit: (spec: PodSpec, scene: Scene) => void): Mutation => ({
  code: `unschedulable-${requirement}`,
  mutate(scene) {
    editSpec(scene, (spec) => edit(spec, scene));
    pending(scene, none(scene, reason));
    return deploymentOf(scene);
  },
});

/** All nodes change, and the pods find none. */
const shut = (
  requirement: string,
  reason: string,
  edit: (node: ReturnType<typeof nodes>[number]) => void,
): Mutation => ({
  code: `unschedulable-${requirement}`,
  mutate(scene) {
    for (const node of nodes(scene)) edit(node);
    pending(scene, none(scene, reason));
    return deploymentOf(scene);
  },
});

const requesting = (resource: string, amount: string) => (spec: PodSpec) => {
  for (const container of spec.containers ?? []) container.resources = { requests: { [resource]: amount } };
};

export const SCHEDULING: readonly Mutation[] = [
  wanting("insufficient-cpu", "Insufficient cpu", requesting("cpu", "64")),
  wanting("insufficient-memory", "Insufficient memory", requesting("memory", "900Gi")),
  wanting("insufficient-resource", "Insufficient nvidia.com/gpu", requesting("nvidia.com/gpu", "1")),
  wanting("node-selector", "node(s) didn't match Pod's node affinity/selector", (spec) => {
    spec.nodeSelector = { disk: "nvme" };
  }),
  wanting("node-affinity", "node(s) didn't match Pod's node affinity/selector", (spec) => {
    const nodeSelectorTerms = [{ matchExpressions: [{ key: "zone", operator: "In", values: ["moon"] }] }];
    spec.affinity = { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } };
  }),
  wanting("pod-affinity", "node(s) didn't match pod affinity rules", (spec) => {
    const term = { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { app: "nowhere" } } };
    spec.affinity = { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
  }),
  wanting(
    "topology-spread",
    "node(s) didn't match pod topology spread constraints (missing required label)",
    (spec) => {
      spec.topologySpreadConstraints = [
        { topologyKey: "rack", maxSkew: 1, whenUnsatisfiable: "DoNotSchedule", labelSelector: {} },
      ];
    },
  ),
  {
    code: "unschedulable-pod-anti-affinity",
    mutate(scene) {
      const other = firstPod(scene, scene.caller).metadata.labels ?? {};
      for (const [i, node] of nodes(scene).entries()) {
        const pod = structuredClone(firstPod(scene, scene.caller));
        Object.assign(pod.metadata, { name: `${scene.caller}-on-${i}` });
        Object.assign(pod.spec ?? {}, { nodeName: node.metadata.name });
        scene.world.objects.push(pod);
      }
      editSpec(scene, (spec) => {
        const term = { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: other } };
        spec.affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
      });
      pending(scene, none(scene, "node(s) didn't match pod anti-affinity rules"));
      return deploymentOf(scene);
    },
  },
  {
    code: "unschedulable-host-port",
    mutate(scene) {
      editContainer(scene, (container) => {
        container.ports = (container.ports ?? []).map((port) => ({ ...port, hostPort: port.containerPort }));
      });
      for (const [i, node] of nodes(scene).entries()) {
        const pod = structuredClone(firstPod(scene));
        Object.assign(pod.metadata, { name: `edge-${i}`, labels: { app: "edge" }, ownerReferences: [] });
        Object.assign(pod.spec ?? {}, { nodeName: node.metadata.name });
        scene.world.objects.push(pod);
      }
      pending(scene, none(scene, "node(s) didn't have free ports for the requested pod ports"));
      return deploymentOf(scene);
    },
  },
  shut("taint", "node(s) had untolerated taint(s)", (node) => {
    node.spec = { ...node.spec, taints: [{ key: "dedicated", value: "batch", effect: "NoSchedule" }] };
  }),
  shut("too-many-pods", "Too many pods", ({ status }) => {
    Object.assign(status?.allocatable ?? {}, { pods: "0" });
  }),
  {
    code: "unschedulable-cordoned",
    mutate(scene) {
      for (const node of nodes(scene)) node.spec = { ...node.spec, unschedulable: true };
      pending(scene, none(scene, "node(s) were unschedulable"));
      return `Node/${
        nodes(scene)
          .map(({ metadata }) => metadata.name)
          .sort()[0]
      }`;
    },
  },
  {
    code: "unschedulable-no-nodes",
    mutate(scene) {
      pending(scene, "no nodes available to schedule pods");
      return deploymentOf(scene);
    },
  },
  {
    code: "unschedulable-node-unhealthy",
    mutate(scene) {
      for (const node of nodes(scene))
        node.spec = { ...node.spec, taints: [{ key: "node.kubernetes.io/network-unavailable", effect: "NoSchedule" }] };
      pending(scene, none(scene, "node(s) had untolerated taint {node.kubernetes.io/network-unavailable: }"));
      return `Node/${
        nodes(scene)
          .map(({ metadata }) => metadata.name)
          .sort()[0]
      }`;
    },
  },
  {
    code: "unschedulable-unbound-claim",
    mutate(scene) {
      editSpec(scene, (spec) =>
        Object.assign(spec, { volumes: [{ name: "d", persistentVolumeClaim: { claimName: "data" } }] }),
      );
      unlist(scene, "PersistentVolumeClaim");
      pending(
        scene,
        `0/${nodes(scene).length} nodes are available: pod has unbound immediate PersistentVolumeClaims. not found`,
      );
      return deploymentOf(scene);
    },
  },
  {
    code: "unschedulable-volume-node-affinity",
    mutate(scene) {
      editSpec(scene, (spec) =>
        Object.assign(spec, { volumes: [{ name: "d", persistentVolumeClaim: { claimName: "data" } }] }),
      );
      const nodeSelectorTerms = [{ matchExpressions: [{ key: "zone", operator: "In", values: ["west"] }] }];
      add(scene, "v1", "PersistentVolumeClaim", "data", { spec: { volumeName: "disk-7" }, status: { phase: "Bound" } });
      add(
        scene,
        "v1",
        "PersistentVolume",
        "disk-7",
        { spec: { nodeAffinity: { required: { nodeSelectorTerms } } }, status: { phase: "Bound" } },
        "",
      );
      pending(scene, none(scene, "node(s) didn't match PersistentVolume's node affinity"));
      return deploymentOf(scene);
    },
  },
  wanting("volume-limit", "node(s) exceed max volume count", () => {}),
  wanting(
    "volume-in-use",
    "node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod",
    () => {},
  ),
  wanting("resource-claim", "cannot allocate all claims", () => {}),
  {
    code: "pods-unschedulable",
    mutate(scene) {
      pending(scene, none(scene, "node(s) are not to the scheduler's liking"));
      return deploymentOf(scene);
    },
  },
  {
    code: "scheduler-name-unknown",
    mutate(scene) {
      editSpec(scene, (spec) => Object.assign(spec, { schedulerName: "night-scheduler" }));
      unplaced(scene);
      return deploymentOf(scene);
    },
  },
  {
    code: "scheduling-gated",
    mutate(scene) {
      editSpec(scene, (spec) => Object.assign(spec, { schedulingGates: [{ name: "example.com/reviewed" }] }));
      const message = "Scheduling is blocked due to non-empty scheduling gates";
      unplaced(scene, [{ type: "PodScheduled", status: "False", reason: "SchedulingGated", message }]);
      return deploymentOf(scene);
    },
  },
  {
    code: "node-name-unknown",
    mutate(scene) {
      unplaced(scene);
      editSpec(scene, (spec) => Object.assign(spec, { nodeName: "rack-99" }));
      return deploymentOf(scene);
    },
  },
  {
    code: "node-rejects-pod",
    mutate(scene) {
      const pod = firstPod(scene);
      pod.metadata.creationTimestamp = ago(2);
      const message =
        "Pod was rejected: Node didn't have enough resource: memory, requested: 900, used: 800, capacity: 1000";
      pod.status = { phase: "Failed", reason: "OutOfmemory", message };
      return deploymentOf(scene);
    },
  },
  {
    code: "preempted",
    mutate(scene) {
      editSpec(scene, requesting("cpu", "2"));
      pending(scene, none(scene, "Insufficient cpu"));
      const intruder = firstPod(scene, scene.caller);
      Object.assign(intruder.spec ?? {}, { priority: 1000, priorityClassName: "gold" });
      const victim = {
        ...firstPod(scene),
        metadata: { ...firstPod(scene).metadata, name: `${replicaSet(scene).metadata.name}-gone` },
      };
      warn(scene, victim, "Preempted", `Preempted by pod ${intruder.metadata.uid} on node ${intruder.spec?.nodeName}`, {
        type: "Normal",
      });
      return `Deployment/${scene.caller}`;
    },
  },
];
