import type { Node } from "../../../src/core/kubernetes/node.ts";
import type { Pod, PodSpec } from "../../../src/core/kubernetes/pod.ts";
import { ago, ask, down, get, pod, podsOf, type World } from "../world.ts";

/** The pods of an app wait for a node, and the scheduler says this; their spec gets these fields. */
export function pending(w: World, name: string, message: string, spec: PodSpec = {}): World {
  down(w, name, {});
  Object.assign(get(w, "Deployment", name).spec?.template?.spec ?? {}, spec);
  for (const p of podsOf(w, name)) {
    Reflect.deleteProperty(p.spec ?? {}, "nodeName");
    Object.assign(p.spec ?? {}, spec);
    p.status = {
      phase: "Pending",
      conditions: [
        { type: "PodScheduled", status: "False", reason: "Unschedulable", message, lastTransitionTime: ago(5) },
      ],
    };
  }
  return w;
}

export function none(reasons: string, n = 2): string {
  return `0/${n} nodes are available: ${reasons}. preemption: 0/${n} nodes are available: ${n} Preemption is not helpful for scheduling.`;
}

export function node(w: World, name: string, change: Partial<Node>): void {
  Object.assign(get(w, "Node", name), change);
}

export function addNode(w: World, name: string, change: Partial<Node> = {}): void {
  const copy = structuredClone(get(w, "Node", "node-1"));
  copy.metadata = { ...copy.metadata, name, labels: {} };
  w.objects.push(Object.assign(copy, change));
}

/** A pod elsewhere that takes room. */
export function occupant(w: World, on: string, requests: Record<string, string>, labels = { app: "batch" }): Pod {
  const made = pod(`batch-${w.objects.length}`, labels, {
    nodeName: on,
    containers: [{ name: "app", resources: { requests } }],
  });
  w.objects.push(made);
  return made;
}

export const PORTS = [{ name: "http", containerPort: 8080 }];

export function requests(resources: Record<string, string>): PodSpec {
  return {
    containers: [
      { name: "app", image: "registry.example.com/ledger:1", ports: PORTS, resources: { requests: resources } },
    ],
  };
}

export const causes = (w: World) =>
  ask(w)
    .findings.filter(({ role }) => role === "cause")
    .map(({ code, object: { kind, name } }) => `${code} ${kind}/${name}`);
export const title = (w: World) => ask(w).findings[0]?.title;
