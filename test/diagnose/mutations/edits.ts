import type { Container } from "../../../src/core/kubernetes/container.ts";
import type { KubeObject } from "../../../src/core/kubernetes/meta.ts";
import type { Pod, PodSpec } from "../../../src/core/kubernetes/pod.ts";
import { ago, object } from "../world.ts";
import { deployment, firstPod, pods, replicaSet, type Scene } from "./scene.ts";

/** The pod spec in the Deployment, its ReplicaSet and its pods. */
export function specs(scene: Scene, name = scene.app): PodSpec[] {
  const templates = [deployment(scene, name), replicaSet(scene, name)].map(({ spec }) => spec?.template?.spec);
  return [...templates, ...pods(scene, name).map(({ spec }) => spec)].filter((spec) => spec !== undefined);
}

/** The same edit in every copy of the pod spec. */
export function editSpec(scene: Scene, edit: (spec: PodSpec) => void, name = scene.app): void {
  for (const spec of specs(scene, name)) edit(spec);
}

export function editContainer(scene: Scene, edit: (container: Container) => void, name = scene.app): void {
  editSpec(scene, (spec) => spec.containers?.slice(0, 1).forEach(edit), name);
}

export function addEnv(scene: Scene, name: string, value: string, of = scene.caller): void {
  editContainer(
    scene,
    (container) => {
      container.env = [...(container.env ?? []), { name, value }];
    },
    of,
  );
}

export function remove(scene: Scene, ...gone: KubeObject[]): void {
  scene.world.objects = scene.world.objects.filter((item) => !gone.includes(item));
}

/** A new object, in place of one of this name. */
export function add<T extends object>(
  scene: Scene,
  apiVersion: string,
  kind: string,
  name: string,
  rest: T,
  namespace = scene.namespace,
) {
  const made = object(apiVersion, kind, namespace, name, rest);
  place(scene, made);
  return made;
}

function place({ world }: Scene, made: KubeObject): void {
  world.objects = world.objects.filter(
    ({ kind, metadata }) =>
      kind !== made.kind || metadata.name !== made.metadata.name || metadata.namespace !== made.metadata.namespace,
  );
  world.objects.push(made);
}

/** Objects made for another world, moved into this one's namespace (or another) and onto a node that it has. */
export function settle<T extends KubeObject>(
  scene: Scene,
  objects: readonly T[],
  namespace = scene.namespace,
): readonly T[] {
  const { nodeName } = firstPod(scene).spec ?? {};
  for (const item of objects) {
    item.metadata.namespace = namespace;
    if (item.kind === "Pod" && "spec" in item) Object.assign(item.spec ?? {}, { nodeName });
    place(scene, item);
  }
  return objects;
}

/** A pod of the system, running on the app's node; not ready when it is said to be down. */
export function systemPod(scene: Scene, name: string, labels: Record<string, string>, down = false): Pod {
  const pod = structuredClone(firstPod(scene));
  pod.metadata = { name, namespace: "kube-system", labels };
  for (const container of pod.spec?.containers ?? []) Object.assign(container, { env: [], envFrom: [] });
  for (const is of pod.status?.conditions ?? [])
    if (down && is.type === "Ready") Object.assign(is, { status: "False", lastTransitionTime: ago(9) });
  scene.world.objects.push(pod);
  return pod;
}
