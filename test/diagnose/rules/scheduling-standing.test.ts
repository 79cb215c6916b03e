import { describe, expect, test } from "vitest";
import { ago, ask, event, get, rollOut, type World, world } from "../world.ts";
import { addNode, causes, node, none, occupant, pending, requests, title } from "./pending.ts";

const ANTI = none("1 node(s) were unschedulable, 2 node(s) didn't match pod anti-affinity rules", 3);

/** A third node that nobody may use, cordoned by `kubectl cordon` this long ago. */
function cordoned(w: World, minutes: number, labels: Record<string, string> = {}): World {
  addNode(w, "node-0", { spec: { unschedulable: true } });
  const { metadata } = get(w, "Node", "node-0");
  metadata.labels = labels;
  metadata.managedFields = [{ manager: "kubectl-cordon", operation: "Update", time: ago(minutes) }];
  return w;
}

const texts = (w: World) => ask(w).evidence.map(({ text }) => text);

describe("nodes that were no choice before the trouble either", () => {
  test("a node that has been cordoned for days while pods ran elsewhere does not hide what changed", () => {
    const w = pending(cordoned(world(), 60 * 24 * 40), "ledger", ANTI);
    expect(causes(w)).toEqual(["unschedulable-pod-anti-affinity Deployment/ledger"]);
    expect(texts(w)).toContainEqual(
      expect.stringMatching(/not because of node node-0, which has been cordoned for 40 d, since/),
    );
  });

  test("the kubelet's event tells when, too", () => {
    const w = pending(cordoned(world(), 60 * 24 * 40), "ledger", ANTI);
    Reflect.deleteProperty(get(w, "Node", "node-0").metadata, "managedFields");
    event(w, get(w, "Node", "node-0"), "NodeNotSchedulable", "Node node-0 status is now: NodeNotSchedulable", {
      firstTimestamp: ago(600),
      lastTimestamp: ago(600),
    });
    expect(causes(w)).toEqual(["unschedulable-pod-anti-affinity Deployment/ledger"]);
  });

  test("when nobody says when, the absence of ordinary pods tells", () => {
    const w = pending(cordoned(world(), 0), "ledger", ANTI);
    Reflect.deleteProperty(get(w, "Node", "node-0").metadata, "managedFields");
    expect(causes(w)).toEqual(["unschedulable-pod-anti-affinity Deployment/ledger"]);
    occupant(w, "node-0", {});
    expect(causes(w)).toEqual(["unschedulable-cordoned Node/node-0"]);
  });

  test("a node that was cordoned just before is the cause", () => {
    const w = pending(cordoned(world(), 6), "ledger", none("1 node(s) were unschedulable, 2 Insufficient cpu", 3), {
      ...requests({ cpu: "2" }),
    });
    for (const name of ["node-1", "node-2"]) occupant(w, name, { cpu: "3" });
    expect(causes(w)).toEqual(["unschedulable-cordoned Node/node-0"]);
  });

  test("a cordoned node of the control plane never is, unless there is no other", () => {
    const w = pending(cordoned(world(), 6, { "node-role.kubernetes.io/control-plane": "" }), "ledger", ANTI);
    expect(causes(w)).toEqual(["unschedulable-pod-anti-affinity Deployment/ledger"]);
    const all = pending(world(), "ledger", none("2 node(s) were unschedulable"));
    for (const name of ["node-1", "node-2"]) {
      node(all, name, { spec: { unschedulable: true } });
      get(all, "Node", name).metadata.labels = { "node-role.kubernetes.io/control-plane": "" };
    }
    expect(causes(all)).toEqual(["unschedulable-cordoned Node/node-1"]);
  });
});

describe("constraints that fail only together", () => {
  const message = none("2 node(s) were unschedulable, 1 node(s) didn't match Pod's node affinity/selector", 3);
  const selecting = (cordonedMinutes: number) => {
    const w = pending(world(), "ledger", message, { nodeSelector: { disk: "ssd" } });
    addNode(w, "node-3");
    for (const name of ["node-1", "node-2"]) {
      node(w, name, { spec: { unschedulable: true } });
      Object.assign(get(w, "Node", name).metadata, {
        labels: { disk: "ssd" },
        managedFields: [{ manager: "kubectl-cordon", operation: "Update", time: ago(cordonedMinutes) }],
      });
    }
    rollOut(w, "ledger", 20, (template) =>
      template.replace('"containers"', '"nodeSelector":{"disk":"ssd"},"containers"'),
    );
    return w;
  };

  test("the selector, when it was written after the cordon", () => {
    const w = selecting(600);
    expect(causes(w)).toEqual(["unschedulable-node-selector Deployment/ledger"]);
    expect(title(w)).toContain("every node that has it is cordoned (node-1, node-2)");
  });

  test("the cordon, when it came last; the selector is told with it", () => {
    const w = selecting(10);
    expect(causes(w)).toEqual(["unschedulable-cordoned Node/node-1"]);
    expect(title(w)).toContain("disk=ssd");
  });
});

test("a node without the label of its own name is still that node", () => {
  const w = pending(
    world(),
    "ledger",
    none("1 node(s) had untolerated taint(s), 1 node(s) didn't match Pod's node affinity/selector"),
    { nodeSelector: { "kubernetes.io/hostname": "node-2" } },
  );
  node(w, "node-2", { spec: { taints: [{ key: "team", value: "risk", effect: "NoSchedule" }] } });
  expect(causes(w)).toEqual(["unschedulable-taint Deployment/ledger"]);
});
