import { describe, expect, test } from "vitest";
import type { Pod, PodSpec } from "../../../src/core/kubernetes/pod.ts";
import { ago, ask, down, event, first, get, NS, object, podsOf, world } from "../world.ts";
import { addNode, causes, none, pending, requests, title } from "./pending.ts";

describe("by the scheduler's words alone", () => {
  const blind = (message: string, spec: PodSpec = {}) => {
    const w = pending(world(), "ledger", message, spec);
    w.objects = w.objects.filter(({ kind }) => kind !== "Node");
    return w;
  };

  test.each([
    ["insufficient-cpu", none("2 Insufficient cpu")],
    ["insufficient-memory", none("2 Insufficient memory")],
    ["insufficient-resource", none("2 Insufficient nvidia.com/gpu")],
    ["too-many-pods", none("2 Too many pods")],
    ["host-port", none("2 node(s) didn't have free ports for the requested pod ports")],
    ["pod-anti-affinity", none("2 node(s) didn't match pod anti-affinity rules")],
    ["pod-anti-affinity", none("2 node(s) didn't satisfy existing pods anti-affinity rules")],
    ["pod-affinity", none("2 node(s) didn't match pod affinity rules")],
    ["topology-spread", none("2 node(s) didn't match pod topology spread constraints (missing required label)")],
    ["volume-node-affinity", none("2 node(s) had volume node affinity conflict")],
    ["volume-node-affinity", none("2 node(s) didn't match PersistentVolume's node affinity")],
    ["volume-limit", none("2 node(s) exceed max volume count")],
    [
      "volume-in-use",
      none(
        "2 node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod",
      ),
    ],
    ["node-affinity", none("2 node(s) didn't match Pod's node affinity/selector")],
    ["taint", none("2 node(s) had untolerated taint(s)")],
    ["node-unhealthy", none("2 node(s) had untolerated taint {node.kubernetes.io/not-ready: }")],
    ["cordoned", none("2 node(s) were unschedulable")],
    ["unbound-claim", "0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found"],
    ["resource-claim", none("2 cannot allocate all claims")],
    ["no-nodes", "no nodes available to schedule pods"],
    // several reasons: a node that got as far as its room was open to the pod
    ["insufficient-cpu", none("1 node(s) had untolerated taint(s), 2 Insufficient cpu", 3)],
    ["insufficient-memory", none("1 Insufficient memory, 2 node(s) didn't match Pod's node affinity/selector", 3)],
    [
      "cordoned",
      none(
        "1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 node(s) were unschedulable",
        3,
      ),
    ],
    ["node-affinity", none("1 node(s) were unschedulable, 2 node(s) didn't match Pod's node affinity/selector", 3)],
  ])("unschedulable-%s: %s", (requirement, message) => {
    expect(first(ask(blind(message)))).toBe(`unschedulable-${requirement} Deployment/ledger`);
  });

  test("one reason is sure, one of several is not", () => {
    expect(ask(blind(none("2 Insufficient cpu"))).findings[0]?.confidence).toBe("high");
    expect(ask(blind(none("1 node(s) had untolerated taint(s), 2 Insufficient cpu", 3))).findings[0]?.confidence).toBe(
      "medium",
    );
  });

  test("an event says it where the condition is not there; what no rule knows stays a symptom", () => {
    const w = blind("");
    for (const p of podsOf(w, "ledger")) {
      p.status = { phase: "Pending" };
      event(w, p, "FailedScheduling", none("2 Insufficient cpu"));
    }
    expect(first(ask(w))).toBe("unschedulable-insufficient-cpu Deployment/ledger");
    expect(ask(blind(none("2 node(s) are on strike"))).findings[0]).toMatchObject({
      code: "pods-unschedulable",
      role: "symptom",
    });
  });

  test("a pod that has just been refused may find a node yet", () => {
    const w = blind(none("2 Insufficient cpu"));
    for (const p of podsOf(w, "ledger"))
      Object.assign(p.status?.conditions?.[0] ?? {}, { lastTransitionTime: ago(0.1) });
    expect(causes(w)).toEqual([]);
  });
});

describe("not for want of a fitting node", () => {
  const silent = (spec: PodSpec, conditions: NonNullable<Pod["status"]>["conditions"] = []) => {
    const w = world();
    down(w, "ledger", {});
    Object.assign(get(w, "Deployment", "ledger").spec?.template?.spec ?? {}, spec);
    for (const p of podsOf(w, "ledger")) {
      Reflect.deleteProperty(p.spec ?? {}, "nodeName");
      Object.assign(p.spec ?? {}, spec);
      p.status = { phase: "Pending", conditions };
    }
    return w;
  };

  test("a scheduler that nobody runs", () => {
    expect(first(ask(silent({ schedulerName: "batch-scheduler" })))).toBe("scheduler-name-unknown Deployment/ledger");
    const served = silent({ schedulerName: "batch-scheduler" });
    for (const p of podsOf(served, "checkout")) Object.assign(p.spec ?? {}, { schedulerName: "batch-scheduler" });
    expect(causes(served)).not.toContain("scheduler-name-unknown Deployment/ledger");
  });

  test("a scheduling gate that nobody removes", () => {
    const gated = silent({ schedulingGates: [{ name: "example.com/approved" }] }, [
      {
        type: "PodScheduled",
        status: "False",
        reason: "SchedulingGated",
        message: "Scheduling is blocked due to non-empty scheduling gates",
      },
    ]);
    expect(first(ask(gated))).toBe("scheduling-gated Deployment/ledger");
    expect(title(gated)).toContain("example.com/approved");
  });

  test("a node name that does not exist", () => {
    const w = silent({});
    for (const spec of [
      get(w, "Deployment", "ledger").spec?.template?.spec,
      ...podsOf(w, "ledger").map(({ spec }) => spec),
    ])
      Object.assign(spec ?? {}, { nodeName: "node-7" });
    expect(first(ask(w))).toBe("node-name-unknown Deployment/ledger");
    addNode(w, "node-7");
    expect(causes(w)).not.toContain("node-name-unknown Deployment/ledger");
  });

  test("a kubelet that turns pods away, now and long ago", () => {
    const w = world();
    const [p] = podsOf(w, "ledger");
    if (!p) throw new Error("no pod");
    p.metadata.creationTimestamp = ago(2);
    p.status = {
      phase: "Failed",
      reason: "OutOfcpu",
      message: "Pod was rejected: Node didn't have enough resource: cpu, requested: 2000, used: 3900, capacity: 4000",
    };
    expect(causes(w)).toEqual(["node-rejects-pod Deployment/ledger"]);
    p.metadata.creationTimestamp = ago(200);
    expect(causes(w)).toEqual([]);
  });

  test("a pod of higher priority took the place", () => {
    const w = pending(world(), "ledger", none("2 Insufficient cpu"), requests({ cpu: "2" }));
    const [intruder] = podsOf(w, "checkout");
    if (!intruder) throw new Error("no pod");
    Object.assign(intruder.spec ?? {}, { priority: 1000, priorityClassName: "urgent" });
    const victim = object("v1", "Pod", NS, "ledger-6f-gone", {});
    event(w, victim, "Preempted", `Preempted by pod ${intruder.metadata.uid} on node node-1`, { type: "Normal" });
    expect(causes(w)).toEqual(["preempted Deployment/checkout"]);
    expect(title(w)).toBe("checkout preempted ledger, which fits on no other node");
  });
});
