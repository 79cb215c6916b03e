import type { KubeEvent } from "../../../src/core/kubernetes/event.ts";
import type { KubeObject } from "../../../src/core/kubernetes/meta.ts";
import type { Node } from "../../../src/core/kubernetes/node.ts";
import type { Pod } from "../../../src/core/kubernetes/pod.ts";
import { ago } from "../world.ts";
import { add } from "./edits.ts";
import { find, firstPod, type Mutation, pods, type Scene } from "./scene.ts";
import { pending, warn } from "./signs.ts";

const nodeOf = (scene: Scene): Node => find(scene, "Node", firstPod(scene).spec?.nodeName ?? "", undefined);

/** A condition of the app's node turns bad. */
const condition = (
  code: string,
  type: string,
  status: string,
  reason: string,
  message = "",
  lost = false,
): Mutation => ({
  code,
  mutate(scene) {
    const node = nodeOf(scene);
    const conditions = node.status?.conditions ?? [];
    const value = { type, status, reason, message, lastTransitionTime: ago(9), lastHeartbeatTime: ago(9) };
    const known = conditions.find((item) => item.type === type);
    if (known) Object.assign(known, value);
    else conditions.push(value);
    if (lost) lose(scene, node);
    return `Node/${node.metadata.name}`;
  },
});

/** Pods on the node are marked not ready, as the node controller does. */
function lose({ world }: Scene, { metadata }: Node): void {
  for (const item of world.objects) {
    if (item.kind !== "Pod" || !("spec" in item)) continue;
    const pod = item as ReturnType<typeof firstPod>;
    if (pod.spec?.nodeName !== metadata.name) continue;
    for (const is of pod.status?.conditions ?? [])
      if (is.type === "Ready") Object.assign(is, { status: "False", lastTransitionTime: ago(9) });
  }
}

/** It has run for an hour: recorded clusters are young. */
function settleIn({ status }: Pod): void {
  for (const { state } of status?.containerStatuses ?? []) if (state?.running) state.running.startedAt = ago(60);
}

/** Nothing was ever said of these pods, nor by them. */
function forget({ world }: Scene, silent: readonly Pod[]): void {
  const names = new Set(silent.map(({ metadata }) => metadata.name));
  world.objects = world.objects.filter(
    (item) => item.kind !== "Event" || !names.has((item as KubeEvent).involvedObject?.name ?? ""),
  );
  world.logs = world.logs.filter(({ pod }) => !names.has(pod));
}

const lease = (scene: Scene, name: string, minutes: number) =>
  add(
    scene,
    "coordination.k8s.io/v1",
    "Lease",
    name,
    { spec: { holderIdentity: name, renewTime: ago(minutes) } },
    "kube-node-lease",
  );

const notReady = (code: string, message: string) => condition(code, "Ready", "False", "KubeletNotReady", message, true);

export const NODE: readonly Mutation[] = [
  {
    code: "node-starts-no-pods",
    mutate(scene) {
      const node = nodeOf(scene);
      const conditions = [{ type: "PodScheduled", status: "True", lastTransitionTime: ago(9) }];
      const isOnIt = (item: KubeObject): item is Pod =>
        item.kind === "Pod" && "spec" in item && (item as Pod).spec?.nodeName === node.metadata.name;
      for (const pod of scene.world.objects.filter(isOnIt)) settleIn(pod);
      const silent = pods(scene).filter(isOnIt);
      for (const pod of silent) pod.status = { phase: "Pending", conditions };
      forget(scene, silent);
      return `Node/${node.metadata.name}`;
    },
  },
  condition("kubelet-stopped", "Ready", "Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.", true),
  notReady("container-runtime-down", "container runtime is down"),
  notReady(
    "network-plugin-not-ready",
    "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized",
  ),
  notReady("node-shutting-down", "node is shutting down"),
  notReady(
    "node-not-ready",
    "[CSINode is not yet initialized, missing node capacity for resources: ephemeral-storage]",
  ),
  condition("node-memory-pressure", "MemoryPressure", "True", "KubeletHasInsufficientMemory"),
  condition("node-disk-pressure", "DiskPressure", "True", "KubeletHasDiskPressure"),
  condition("node-pid-pressure", "PIDPressure", "True", "KubeletHasInsufficientPID"),
  condition("node-network-unavailable", "NetworkUnavailable", "True", "NoRouteCreated"),
  {
    code: "node-out-of-memory",
    mutate(scene) {
      warn(scene, nodeOf(scene), "SystemOOM", "System OOM encountered, victim process: node, pid: 812");
      return `Node/${nodeOf(scene).metadata.name}`;
    },
  },
  {
    code: "node-rebooted",
    mutate(scene) {
      const node = nodeOf(scene);
      warn(scene, node, "Rebooted", `Node ${node.metadata.name} has been rebooted, boot id: 7d1c`, {
        firstTimestamp: ago(10),
      });
      lose(scene, node);
      return `Node/${node.metadata.name}`;
    },
  },
  {
    code: "node-gone",
    mutate(scene) {
      const node = nodeOf(scene);
      scene.world.objects = scene.world.objects.filter((item) => item !== node);
      return `Node/${node.metadata.name}`;
    },
  },
  {
    code: "node-clock-skewed",
    mutate(scene) {
      const { name } = nodeOf(scene).metadata;
      for (const other of ["spare-1", "spare-2", "spare-3"]) lease(scene, other, 0.1);
      lease(scene, name, -12);
      return `Node/${name}`;
    },
  },
  {
    code: "node-taint-evicts-pods",
    mutate(scene) {
      const nodes = scene.world.objects.filter((item): item is Node => item.kind === "Node");
      for (const node of nodes) node.spec = { taints: [{ key: "upgrade", effect: "NoExecute", timeAdded: ago(9) }] };
      pending(scene, `0/${nodes.length} nodes are available: ${nodes.length} node(s) had untolerated taint(s)`);
      for (const pod of pods(scene))
        warn(scene, pod, "TaintManagerEviction", `Marking for deletion Pod ${scene.namespace}/${pod.metadata.name}`, {
          type: "Normal",
        });
      return `Node/${nodes.map(({ metadata }) => metadata.name).sort()[0]}`;
    },
  },
];
