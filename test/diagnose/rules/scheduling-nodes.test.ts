import { describe, expect, test } from "vitest";
import { flatten } from "../../../src/core/finding.ts";
import type { Pod, PodSpec } from "../../../src/core/kubernetes/pod.ts";
import { ago, app, ask, get, NS, object, podsOf, type World, world } from "../world.ts";
import { addNode, causes, node, none, occupant, pending, requests, title } from "./pending.ts";

describe("by trying the nodes", () => {
  test("a request that no node could meet, and nodes that are full, are told apart", () => {
    const never = pending(world(), "ledger", none("2 Insufficient cpu"), requests({ cpu: "64" }));
    expect(causes(never)).toEqual(["unschedulable-insufficient-cpu Deployment/ledger"]);
    expect(title(never)).toBe(
      "ledger requests 64 CPU per pod, more than any node has: the largest that it may use has 4 CPU",
    );
    const full = pending(world(), "ledger", none("2 Insufficient memory"), requests({ memory: "2Gi" }));
    for (const name of ["node-1", "node-2"]) occupant(full, name, { memory: "15Gi" });
    expect(causes(full)).toEqual(["unschedulable-insufficient-memory Deployment/ledger"]);
    expect(title(full)).toContain("the nodes that it may use are full; node-1 has");
  });

  test("a device that no node offers", () => {
    const w = pending(world(), "ledger", none("2 Insufficient nvidia.com/gpu"), requests({ "nvidia.com/gpu": "1" }));
    expect(title(w)).toBe("ledger requests 1 nvidia.com/gpu per pod, and no node offers any");
  });

  test("nodes that fail for different reasons: the one whose removal would make a node fit", () => {
    const w = pending(
      world(),
      "ledger",
      none(
        "1 Insufficient memory, 1 node(s) had untolerated taint(s), 1 node(s) didn't match Pod's node affinity/selector",
        3,
      ),
      { nodeSelector: { disk: "ssd" } },
    );
    node(w, "node-1", { spec: { taints: [{ key: "gpu", effect: "NoSchedule" }] } });
    get(w, "Node", "node-2").metadata.labels = { disk: "ssd" };
    Object.assign(get(w, "Node", "node-2").status?.allocatable ?? {}, { memory: "100Mi" });
    addNode(w, "node-3");
    expect(causes(w)).toEqual(["unschedulable-insufficient-memory Deployment/ledger"]);
  });

  test("a selector that no node has, and one that only a cordoned node has", () => {
    const message = none("2 node(s) didn't match Pod's node affinity/selector");
    const w = pending(world(), "ledger", message, { nodeSelector: { disk: "ssd" } });
    expect(causes(w)).toEqual(["unschedulable-node-selector Deployment/ledger"]);
    expect(title(w)).toContain("disk=ssd");
    const only = none("1 node(s) were unschedulable, 1 node(s) didn't match Pod's node affinity/selector");
    const shut = pending(world(), "ledger", only, { nodeSelector: { disk: "ssd" } });
    get(shut, "Node", "node-2").metadata.labels = { disk: "ssd" };
    node(shut, "node-2", {
      spec: { unschedulable: true, taints: [{ key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" }] },
    });
    expect(causes(shut)).toEqual(["unschedulable-cordoned Node/node-2"]);
  });

  test("required node affinity, also by the name of a node that is gone", () => {
    const spec = (terms: object): PodSpec => ({
      affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [terms] } } },
    });
    const message = none("2 node(s) didn't match Pod's node affinity/selector");
    const zone = pending(
      world(),
      "ledger",
      message,
      spec({ matchExpressions: [{ key: "zone", operator: "In", values: ["c"] }] }),
    );
    expect(causes(zone)).toEqual(["unschedulable-node-affinity Deployment/ledger"]);
    expect(title(zone)).toContain("zone In [c]");
    const gone = pending(
      world(),
      "ledger",
      none("2 node(s) didn't satisfy plugin(s) [NodeAffinity]"),
      spec({
        matchFields: [{ key: "metadata.name", operator: "In", values: ["node-9"] }],
      }),
    );
    expect(title(gone)).toContain("metadata.name In [node-9]");
  });

  test("cordoned nodes are what to change, once for all that wait for them", () => {
    const message = none("2 node(s) were unschedulable");
    const w = pending(pending(world(), "ledger", message), "checkout", message);
    for (const name of ["node-1", "node-2"]) node(w, name, { spec: { unschedulable: true } });
    expect(causes(w)).toEqual(["unschedulable-cordoned Node/node-1"]);
    expect(title(w)).toContain("node-1, node-2 are cordoned");
    expect(flatten(ask(w).findings).map(({ object }) => object.name)).toEqual(
      expect.arrayContaining(["ledger", "checkout"]),
    );
  });

  test("one cordoned node with room, while the others are full", () => {
    const w = pending(
      world(),
      "ledger",
      none("1 Insufficient cpu, 1 node(s) were unschedulable"),
      requests({ cpu: "1" }),
    );
    node(w, "node-1", { spec: { unschedulable: true } });
    occupant(w, "node-2", { cpu: "3800m" });
    expect(causes(w)).toEqual(["unschedulable-cordoned Node/node-1"]);
  });

  test("taints that the pod does not tolerate; nodes of the control plane are not counted", () => {
    const w = pending(world(), "ledger", none("3 node(s) had untolerated taint(s)", 3));
    for (const name of ["node-1", "node-2"])
      node(w, name, { spec: { taints: [{ key: "team", value: "risk", effect: "NoSchedule" }] } });
    addNode(w, "node-3", {
      spec: { taints: [{ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }] },
    });
    expect(causes(w)).toEqual(["unschedulable-taint Deployment/ledger"]);
    expect(title(w)).toBe("ledger does not tolerate taint team=risk:NoSchedule of the nodes");
    const cpu = pending(
      world(),
      "ledger",
      none("1 node(s) had untolerated taint(s), 2 Insufficient cpu", 3),
      requests({ cpu: "5" }),
    );
    addNode(cpu, "node-3", {
      spec: { taints: [{ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }] },
    });
    Object.assign(get(cpu, "Node", "node-3").status?.allocatable ?? {}, { cpu: "64" });
    expect(causes(cpu)).toEqual(["unschedulable-insufficient-cpu Deployment/ledger"]);
  });

  test("a tolerated taint is no hindrance", () => {
    const w = pending(world(), "ledger", none("2 Insufficient cpu"), {
      ...requests({ cpu: "64" }),
      tolerations: [{ key: "team", operator: "Exists" }],
    });
    node(w, "node-1", { spec: { taints: [{ key: "team", value: "risk", effect: "NoSchedule" }] } });
    expect(causes(w)).toEqual(["unschedulable-insufficient-cpu Deployment/ledger"]);
  });

  test("a node that is not ready explains the pods that wait for it", () => {
    const w = pending(
      world(),
      "ledger",
      none("1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s)"),
      {
        nodeSelector: { disk: "ssd" },
      },
    );
    get(w, "Node", "node-2").metadata.labels = { disk: "ssd" };
    node(w, "node-2", { spec: { taints: [{ key: "node.kubernetes.io/unreachable", effect: "NoSchedule" }] } });
    const ready = get(w, "Node", "node-2").status?.conditions?.find(({ type }) => type === "Ready");
    Object.assign(ready ?? {}, { status: "Unknown", reason: "NodeStatusUnknown", lastTransitionTime: ago(10) });
    expect(causes(w)).toHaveLength(1);
    expect(ask(w).findings[0]?.object).toMatchObject({ kind: "Node", name: "node-2" });
    const below = flatten(ask(w).findings).map(({ code, object: { name } }) => `${code} ${name}`);
    expect(below).toEqual(expect.arrayContaining(["unschedulable-node-unhealthy node-2", "pods-unschedulable ledger"]));
  });

  test("pod slots and host ports", () => {
    const slots = pending(world(), "ledger", none("2 Too many pods"));
    for (const name of ["node-1", "node-2"])
      Object.assign(get(slots, "Node", name).status?.allocatable ?? {}, { pods: "2" });
    expect(causes(slots)).toEqual(["unschedulable-too-many-pods Deployment/ledger"]);
    const ports: PodSpec = {
      containers: [{ name: "app", ports: [{ name: "http", containerPort: 8080, hostPort: 8080 }] }],
    };
    const w = pending(world(), "ledger", none("2 node(s) didn't have free ports for the requested pod ports"), ports);
    for (const name of ["node-1", "node-2"]) Object.assign(occupant(w, name, {}).spec ?? {}, ports);
    expect(causes(w)).toEqual(["unschedulable-host-port Deployment/ledger"]);
    expect(title(w)).toContain("8080/TCP");
  });

  const apart = (topologyKey: string, labels: Record<string, string>): PodSpec => ({
    affinity: {
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels: labels } }],
      },
    },
  });

  test("anti-affinity of the pod, and of those that run", () => {
    const own = pending(
      world(),
      "ledger",
      none("2 node(s) didn't match pod anti-affinity rules"),
      apart("kubernetes.io/hostname", { app: "checkout" }),
    );
    expect(causes(own)).toEqual(["unschedulable-pod-anti-affinity Deployment/ledger"]);
    const others = pending(world(), "ledger", none("2 node(s) didn't satisfy existing pods anti-affinity rules"));
    for (const p of podsOf(others, "checkout"))
      Object.assign(p.spec ?? {}, apart("kubernetes.io/hostname", { app: "ledger" }));
    expect(causes(others)).toEqual(["unschedulable-pod-anti-affinity Deployment/ledger"]);
  });

  test("where anti-affinity leaves one node and that is full, room is what is missing", () => {
    const w = pending(world(), "ledger", none("1 Insufficient cpu, 1 node(s) didn't match pod anti-affinity rules"), {
      ...requests({ cpu: "2" }),
      ...apart("kubernetes.io/hostname", { app: "solo" }),
    });
    occupant(w, "node-1", {}, { app: "solo" });
    occupant(w, "node-2", { cpu: "3" });
    expect(causes(w)).toEqual(["unschedulable-insufficient-cpu Deployment/ledger"]);
  });

  test("pod affinity to pods that are nowhere", () => {
    const w = pending(world(), "ledger", none("2 node(s) didn't match pod affinity rules"), {
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { app: "cache" } } },
          ],
        },
      },
    });
    expect(causes(w)).toEqual(["unschedulable-pod-affinity Deployment/ledger"]);
    expect(title(w)).toContain("app=cache");
  });

  test("topology spread: skew, and a label that nodes do not have", () => {
    const spread = (topologyKey: string): PodSpec => ({
      topologySpreadConstraints: [
        {
          topologyKey,
          maxSkew: 1,
          whenUnsatisfiable: "DoNotSchedule",
          labelSelector: { matchLabels: { app: "ledger" } },
        },
      ],
    });
    const label = pending(
      world(),
      "ledger",
      none("2 node(s) didn't match pod topology spread constraints (missing required label)"),
      spread("zone"),
    );
    expect(causes(label)).toEqual(["unschedulable-topology-spread Deployment/ledger"]);
    expect(title(label)).toContain("has no label zone");
    const skew = pending(
      world(),
      "ledger",
      none("1 Insufficient cpu, 1 node(s) didn't match pod topology spread constraints"),
      {
        ...requests({ cpu: "2" }),
        ...spread("kubernetes.io/hostname"),
      },
    );
    occupant(skew, "node-1", {}, { app: "ledger" });
    occupant(skew, "node-2", { cpu: "3" });
    expect(causes(skew)).toContain("unschedulable-insufficient-cpu Deployment/ledger");
  });

  test("a volume that is elsewhere, and the cordoned node where it is", () => {
    const volume = (w: World) => {
      w.objects.push(
        object("v1", "PersistentVolumeClaim", NS, "ledger-data", {
          spec: { volumeName: "disk-1" },
          status: { phase: "Bound" },
        }),
        object("v1", "PersistentVolume", "", "disk-1", {
          spec: {
            nodeAffinity: {
              required: { nodeSelectorTerms: [{ matchExpressions: [{ key: "zone", operator: "In", values: ["a"] }] }] },
            },
          },
          status: { phase: "Bound" },
        }),
      );
      return w;
    };
    const spec: PodSpec = { volumes: [{ name: "data", persistentVolumeClaim: { claimName: "ledger-data" } }] };
    const w = volume(pending(world(), "ledger", none("2 node(s) didn't match PersistentVolume's node affinity"), spec));
    expect(causes(w)).toEqual(["unschedulable-volume-node-affinity Deployment/ledger"]);
    expect(title(w)).toContain("disk-1, which is where zone In [a]");
    const shut = volume(
      pending(
        world(),
        "ledger",
        none("1 node(s) had volume node affinity conflict, 1 node(s) were unschedulable"),
        spec,
      ),
    );
    get(shut, "Node", "node-1").metadata.labels = { zone: "a" };
    node(shut, "node-1", { spec: { unschedulable: true } });
    expect(causes(shut)).toEqual(["unschedulable-cordoned Node/node-1"]);
  });

  test("nodes that have changed since the scheduler spoke are not believed against it", () => {
    const w = pending(world(), "ledger", none("2 Insufficient cpu"));
    for (const name of ["node-1", "node-2"]) node(w, name, { spec: { unschedulable: true } });
    expect(causes(w)).toEqual(["unschedulable-insufficient-cpu Deployment/ledger"]);
  });

  test("some replicas that run make it a warning", () => {
    const w = pending(world(), "ledger", none("2 Insufficient cpu"), requests({ cpu: "64" }));
    w.objects.push(
      ...app("ledger")
        .filter((item): item is Pod => item.kind === "Pod")
        .slice(1)
        .map((p) => {
          p.metadata.name = "ledger-6f-9";
          return p;
        }),
    );
    get(w, "EndpointSlice", "ledger-x").endpoints?.push({ conditions: { ready: true } });
    expect(ask(w).findings[0]).toMatchObject({ code: "unschedulable-insufficient-cpu", severity: "warning" });
  });
});
