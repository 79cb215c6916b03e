import { expect, test } from "vitest";
import type { KubeObject } from "../../../src/core/kubernetes/meta.ts";
import type { Lease, Node } from "../../../src/core/kubernetes/node.ts";
import { ago, app, ask, down, event, first, get, object, podsOf, type World, world } from "../world.ts";

/** A condition of a node as the kubelet or the node controller writes it. */
function condition(w: World, node: string, type: string, status: string, reason: string, message: string): void {
  const conditions = get(w, "Node", node).status?.conditions ?? [];
  const known = conditions.find((item) => item.type === type);
  const value = { type, status, reason, message, lastTransitionTime: ago(8), lastHeartbeatTime: ago(8) };
  if (known) Object.assign(known, value);
  else conditions.push(value);
}

/** Pods on a node are marked not ready, as the node controller does. */
function podsLost(w: World, node: string): void {
  for (const pod of w.objects.filter(isPod).filter(({ spec }) => spec?.nodeName === node))
    for (const item of pod.status?.conditions ?? [])
      if (item.type === "Ready") Object.assign(item, { status: "False", lastTransitionTime: ago(8) });
}
const isPod = (item: KubeObject): item is ReturnType<typeof podsOf>[number] => item.kind === "Pod";

function lease(w: World, namespace: string, name: string, minutes: number): Lease {
  const made = object("coordination.k8s.io/v1", "Lease", namespace, name, {
    spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime: ago(minutes) },
  });
  w.objects.push(made);
  return made;
}

test("a node whose kubelet stopped posting", () => {
  const w = world();
  for (const type of ["Ready", "MemoryPressure", "DiskPressure", "PIDPressure"])
    condition(w, "node-1", type, "Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status.");
  podsLost(w, "node-1");
  lease(w, "kube-node-lease", "node-1", 9);
  lease(w, "kube-node-lease", "node-2", 0.1);
  const { findings, evidence } = ask(w);
  expect(findings.map(({ code, object }) => `${code} ${object.name}`)).toEqual(["kubelet-stopped node-1"]);
  expect(evidence.some(({ text }) => text.includes("lease kube-node-lease/node-1"))).toBe(true);
});

test("a stale lease of a node that nobody marked: the kubelet is gone and so is the controller", () => {
  const w = world();
  lease(w, "kube-node-lease", "node-1", 9);
  lease(w, "kube-node-lease", "node-2", 0.1);
  for (const item of get(w, "Node", "node-1").status?.conditions ?? []) item.lastHeartbeatTime = ago(10);
  expect(first(ask(w))).toBe("kubelet-stopped Node/node-1");
});

test("a lease that is late while the kubelet posts its status is no finding", () => {
  const w = world();
  lease(w, "kube-node-lease", "node-1", 9);
  lease(w, "kube-node-lease", "node-2", 0.1);
  expect(ask(w).findings).toEqual([]);
});

test.each([
  ["container runtime is down", "container-runtime-down"],
  ["PLEG is not healthy: pleg was last seen active 4m1s ago; threshold is 3m0s", "container-runtime-down"],
  [
    "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized",
    "network-plugin-not-ready",
  ],
  ["node is shutting down", "node-shutting-down"],
  ["[missing node capacity for resources: cpu]", "node-not-ready"],
])("a kubelet that says %s", (message, code) => {
  const w = world();
  condition(w, "node-2", "Ready", "False", "KubeletNotReady", message);
  podsLost(w, "node-2");
  expect(first(ask(w))).toBe(`${code} Node/node-2`);
});

test.each([
  ["MemoryPressure", "KubeletHasInsufficientMemory", "node-memory-pressure"],
  ["DiskPressure", "KubeletHasDiskPressure", "node-disk-pressure"],
  ["PIDPressure", "KubeletHasInsufficientPID", "node-pid-pressure"],
  ["NetworkUnavailable", "NoRouteCreated", "node-network-unavailable"],
])("%s", (type, reason, code) => {
  const w = world();
  condition(w, "node-1", type, "True", reason, "");
  expect(first(ask(w))).toBe(`${code} Node/node-1`);
});

test("evictions go under the pressure of the node that made them", () => {
  const w = world();
  condition(
    w,
    "node-1",
    "MemoryPressure",
    "True",
    "KubeletHasInsufficientMemory",
    "kubelet has insufficient memory available",
  );
  const [pod] = podsOf(w, "ledger");
  Object.assign(pod?.status ?? {}, {
    phase: "Failed",
    reason: "Evicted",
    message: "The node was low on resource: memory. Threshold quantity: 100Mi, available: 40Mi. ",
  });
  for (const item of pod?.status?.conditions ?? []) item.lastTransitionTime = ago(5);
  const { findings } = ask(w);
  expect(findings.map(({ code }) => code)).toEqual(["node-memory-pressure"]);
  expect(findings[0]?.symptoms.map(({ code }) => code)).toContain("evicted-node-pressure");
});

test("a pod that was evicted weeks after its start, and replaced on another node, goes under its node's pressure", () => {
  const w = world();
  const text = "kubelet has insufficient memory available";
  condition(w, "node-1", "MemoryPressure", "True", "KubeletHasInsufficientMemory", text);
  const [pod] = podsOf(w, "ledger");
  const gone = structuredClone(pod);
  if (!pod?.spec || !gone?.spec) throw new Error("ledger has no pod");
  pod.spec.nodeName = "node-2";
  gone.metadata.name = "ledger-6f-gone";
  gone.spec.nodeName = "node-1";
  const message = "The node was low on resource: memory. Threshold quantity: 100Mi, available: 40Mi. ";
  const conditions = [{ type: "Ready", status: "False", reason: "PodFailed", lastTransitionTime: ago(5) }];
  gone.status = { phase: "Failed", reason: "Evicted", message, startTime: ago(40_000), conditions };
  w.objects.push(gone);
  const { findings } = ask(w);
  expect(findings.map(({ code }) => code)).toEqual(["node-memory-pressure"]);
  const evicted = findings[0]?.symptoms.find(({ code }) => code === "evicted-node-pressure");
  expect(evicted?.since).toBe(ago(5));
});

function unschedulablePod(w: World, name: string, message: string): void {
  for (const pod of podsOf(w, name)) {
    Reflect.deleteProperty(pod.spec ?? {}, "nodeName");
    pod.status = {
      phase: "Pending",
      conditions: [
        { type: "PodScheduled", status: "False", reason: "Unschedulable", message, lastTransitionTime: ago(6) },
      ],
    };
  }
}

function cordon(w: World, name: string): void {
  const node = get(w, "Node", name);
  node.spec = {
    unschedulable: true,
    taints: [{ key: "node.kubernetes.io/unschedulable", effect: "NoSchedule", timeAdded: ago(20) }],
  };
}

test("a cordoned node that nobody misses is no finding", () => {
  const w = world();
  cordon(w, "node-1");
  expect(ask(w).findings).toEqual([]);
});

test("a taint that evicts", () => {
  const w = world();
  for (const name of ["node-1", "node-2"])
    get(w, "Node", name).spec = {
      taints: [{ key: "maintenance", value: "rack-7", effect: "NoExecute", timeAdded: ago(9) }],
    };
  for (const pod of podsOf(w, "ledger"))
    event(w, pod, "TaintManagerEviction", `Marking for deletion Pod payments/${pod.metadata.name}`, { type: "Normal" });
  unschedulablePod(w, "ledger", "0/2 nodes are available: 2 node(s) had untolerated taint {maintenance: rack-7}.");
  const { findings } = ask(w);
  expect(new Set(findings.map(({ code }) => code))).toEqual(new Set(["node-taint-evicts-pods"]));
  expect(findings[0]?.symptoms.map(({ code }) => code)).toContain("unschedulable-taint");
});

test("pods that a taint moved to another node are no finding", () => {
  const w = world();
  get(w, "Node", "node-1").spec = { taints: [{ key: "maintenance", effect: "NoExecute", timeAdded: ago(9) }] };
  for (const pod of podsOf(w, "ledger")) {
    if (pod.spec) pod.spec.nodeName = "node-2";
    event(w, pod, "TaintManagerEviction", `Marking for deletion Pod payments/${pod.metadata.name}`, { type: "Normal" });
  }
  expect(ask(w).findings).toEqual([]);
});

test("a node whose kernel ran out of memory", () => {
  const w = world();
  event(w, get(w, "Node", "node-1"), "SystemOOM", "System OOM encountered, victim process: java, pid: 4711");
  const { findings } = ask(w);
  expect(findings.map(({ code }) => code)).toEqual(["node-out-of-memory"]);
  expect(findings[0]?.title).toContain("java");
});

test("a rebooted node whose pods are not back, and one whose pods are", () => {
  const w = world();
  event(w, get(w, "Node", "node-1"), "Rebooted", "Node node-1 has been rebooted, boot id: 1b4e28ba", {
    count: 1,
    firstTimestamp: ago(9),
  });
  expect(ask(w).findings).toEqual([]);
  podsLost(w, "node-1");
  expect(first(ask(w))).toBe("node-rebooted Node/node-1");
});

test("pods bound to a node that is not there", () => {
  const w = world();
  w.objects = w.objects.filter(({ kind, metadata }) => kind !== "Node" || metadata.name !== "node-2");
  expect(first(ask(w))).toBe("node-gone Node/node-2");
});

test("nodes that nobody could list are not gone", () => {
  const w = world();
  w.objects = w.objects.filter(({ kind }) => kind !== "Node");
  w.unlisted = { Node: "forbidden" };
  expect(ask(w).findings).toEqual([]);
});

test("a node whose clock is ahead", () => {
  const w = world();
  w.objects.push(
    ...["node-3"].map((name): Node => ({ ...structuredClone(get(w, "Node", "node-1")), metadata: { name } })),
  );
  for (const name of ["node-2", "node-3"]) lease(w, "kube-node-lease", name, 0.1);
  lease(w, "kube-node-lease", "node-1", -7);
  expect(first(ask(w))).toBe("node-clock-skewed Node/node-1");
});

test("more healthy nodes and services change nothing", () => {
  const w = world();
  w.objects.push(...app("billing"));
  for (const name of ["node-1", "node-2"]) lease(w, "kube-node-lease", name, 0.1);
  expect(ask(w).findings).toEqual([]);
  down(w, "billing", {});
});
