import type { Node } from "../../../src/core/kubernetes/node.ts";
import type { Pod } from "../../../src/core/kubernetes/pod.ts";
import { ago, app } from "../world.ts";
import { settle } from "./edits.ts";
import { deployment, firstPod, type Mutation, type Scene, service, servicePort, slices } from "./scene.ts";
import { prints, warn } from "./signs.ts";

const LATE =
  'Readiness probe failed: Get "http://10.0.0.1:8080/healthz": context deadline exceeded (Client.Timeout exceeded while awaiting headers)';
/** Pods of each workload on each of the nodes. */
const EACH = 2;

/** Two nodes, one of them new where the cluster has one alone. */
function nodesOf({ world }: Scene): [Node, Node] {
  const [first, second] = world.objects.filter((item): item is Node => item.kind === "Node");
  if (!first) throw new Error("the scene has no node");
  if (second) return [first, second];
  const more = structuredClone(first);
  more.metadata = { ...more.metadata, name: "node-b", uid: "node-b" };
  world.objects.push(more);
  return [first, more];
}

/** The workload runs on both nodes, twice on each. */
function spread(scene: Scene, name: string, nodes: readonly Node[]): Pod[] {
  const model = firstPod(scene, name);
  const made = nodes.flatMap((node) =>
    Array.from({ length: EACH }, (_, i): Pod => {
      const pod = structuredClone(model);
      pod.metadata.name = `${name}-${node.metadata.name}-${i}`;
      pod.metadata.uid = pod.metadata.name;
      pod.spec = { ...pod.spec, nodeName: node.metadata.name };
      return pod;
    }),
  );
  const set = model.metadata.ownerReferences?.[0]?.name;
  scene.world.objects = scene.world.objects.filter(
    ({ kind, metadata }) => kind !== "Pod" || metadata.ownerReferences?.[0]?.name !== set,
  );
  scene.world.objects.push(...made);
  for (const slice of slices(scene, name))
    slice.endpoints = made.map(({ metadata, status }) => ({
      addresses: [status?.podIP ?? ""],
      conditions: { ready: true },
      targetRef: { kind: "Pod", name: metadata.name },
    }));
  const object = deployment(scene, name);
  object.spec = { ...object.spec, replicas: made.length };
  object.status = { ...object.status, replicas: made.length, readyReplicas: made.length };
  return made;
}

function late(scene: Scene, pod: Pod): void {
  for (const condition of pod.status?.conditions ?? [])
    if (/Ready$/.test(condition.type)) Object.assign(condition, { status: "False", lastTransitionTime: ago(12) });
  for (const container of pod.status?.containerStatuses ?? []) Object.assign(container, { ready: false });
  warn(scene, pod, "Unhealthy", LATE, { count: 50, lastTimestamp: ago(0.2) });
}

export const PLACES: readonly Mutation[] = [
  {
    code: "failures-share-node",
    mutate(scene) {
      const nodes = nodesOf(scene);
      const [bad] = nodes;
      const all = [scene.app, scene.caller].flatMap((name) => spread(scene, name, nodes));
      for (const pod of all) if (pod.spec?.nodeName === bad.metadata.name) late(scene, pod);
      return `Node/${bad.metadata.name}`;
    },
  },
  {
    code: "service-keeps-to-node",
    mutate(scene) {
      const [bad, good] = nodesOf(scene);
      spread(scene, scene.app, [good]);
      spread(scene, scene.caller, [bad]);
      const found = service(scene);
      found.spec = { ...found.spec, internalTrafficPolicy: "Local" };
      const line = `Post "http://${found.metadata.name}:${servicePort(scene)}/": dial tcp 10.96.7.7:${servicePort(scene)}: i/o timeout`;
      prints(scene, [line, line], scene.caller);
      return `Service/${found.metadata.name}`;
    },
  },
  {
    code: "failures-share-zone",
    mutate(scene) {
      const nodes = nodesOf(scene);
      const [bad, good] = nodes;
      const beside = structuredClone(bad);
      beside.metadata = { ...beside.metadata, name: "node-c", uid: "node-c" };
      scene.world.objects.push(beside);
      for (const [node, zone] of [
        [bad, "a"],
        [beside, "a"],
        [good, "b"],
      ] as const)
        node.metadata.labels = { ...node.metadata.labels, "topology.kubernetes.io/zone": zone };
      const all = [scene.app, scene.caller].flatMap((name) => spread(scene, name, [...nodes, beside]));
      for (const pod of all) if (pod.spec?.nodeName !== good.metadata.name) late(scene, pod);
      return `Node/${[bad, beside].map(({ metadata }) => metadata.name).sort()[0]}`;
    },
  },
  {
    code: "replica-fails-alone",
    mutate(scene) {
      const [bad] = spread(scene, scene.app, nodesOf(scene));
      if (!bad) throw new Error("no pod");
      for (const condition of bad.status?.conditions ?? [])
        if (/Ready$/.test(condition.type)) Object.assign(condition, { status: "False", lastTransitionTime: ago(12) });
      for (const container of bad.status?.containerStatuses ?? []) Object.assign(container, { ready: false });
      return `Pod/${bad.metadata.name}`;
    },
  },
  {
    code: "latency-shares-node",
    mutate(scene) {
      const [bad, good] = nodesOf(scene);
      const made = [
        ["quotes", bad],
        ["ratings", bad],
        ["stamps", good],
        ["parcels", good],
      ] as const;
      for (const [name, { metadata }] of made)
        for (const item of settle(scene, app(name, {}, { replicas: 1 })))
          if (item.kind === "Pod") Object.assign((item as Pod).spec ?? {}, { nodeName: metadata.name });
      for (const deployment of ["quotes", "ratings"])
        scene.world.alerts.push({
          name: "HighLatency",
          state: "firing",
          labels: { namespace: scene.namespace, deployment, severity: "warning" },
          annotations: { summary: "p99 latency 4 ms -> 400 ms" },
          startsAt: ago(8),
        });
      return `Node/${bad.metadata.name}`;
    },
  },
];
