import type { Kinds, KnownKind } from "../../../src/core/kubernetes/kinds.ts";
import type { KubeObject } from "../../../src/core/kubernetes/meta.ts";
import type { Pod } from "../../../src/core/kubernetes/pod.ts";
import type { EndpointSlice, Service } from "../../../src/core/kubernetes/service.ts";
import type { Workload } from "../../../src/core/kubernetes/workload.ts";
import type { Target } from "../../../src/core/target.ts";
import { selects } from "../../../src/diagnose/situation/selector.ts";
import type { World } from "../world.ts";

/** A healthy cluster, one of its services, which is what a mutation breaks, and one that calls it. */
export interface Scene {
  world: World;
  namespace: string;
  /** A Deployment with a Service of the same name. */
  app: string;
  caller: string;
}

/** Changes what one person could have changed, and what a cluster then shows. Answers with the object to blame: `Kind/name`. */
export interface Mutation {
  code: string;
  /** Where it would change something; without it, everywhere. */
  applies?(scene: Scene): boolean;
  mutate(scene: Scene): string;
  /** What is asked; the whole cluster where it is missing. */
  targets?: readonly Target[];
}

export function find<K extends KnownKind>(scene: Scene, kind: K, name: string, namespace?: string): Kinds[K] {
  const found = lookUp(scene, kind, name, namespace);
  if (!found) throw new Error(`the scene has no ${kind} ${name}`);
  return found;
}

export function lookUp<K extends KnownKind>(
  { world }: Scene,
  kind: K,
  name: string,
  namespace?: string,
): Kinds[K] | undefined {
  return world.objects.find(
    (item): item is Kinds[K] =>
      item.kind === kind &&
      item.metadata.name === name &&
      (namespace ?? item.metadata.namespace) === item.metadata.namespace,
  );
}

export function deployment(scene: Scene, name = scene.app): Workload {
  return find(scene, "Deployment", name, scene.namespace);
}

/** The ReplicaSet in use. */
export function replicaSet(scene: Scene, name = scene.app): Workload {
  const found = scene.world.objects.find(
    (item): item is Workload =>
      item.kind === "ReplicaSet" && ownedBy(item, name) && (item as Workload).spec?.replicas !== 0,
  );
  if (!found) throw new Error(`${name} has no ReplicaSet`);
  return found;
}

export function pods(scene: Scene, name = scene.app): Pod[] {
  const set = replicaSet(scene, name).metadata.name;
  return scene.world.objects
    .filter((item): item is Pod => item.kind === "Pod" && ownedBy(item, set))
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

export function firstPod(scene: Scene, name = scene.app): Pod {
  const [pod] = pods(scene, name);
  if (!pod) throw new Error(`${name} has no pod`);
  return pod;
}

function ownedBy({ metadata }: KubeObject, name: string): boolean {
  return metadata.ownerReferences?.some((owner) => owner.name === name) ?? false;
}

export function service(scene: Scene, name = scene.app): Service {
  const labels = deployment(scene, name).spec?.template?.metadata?.labels;
  const found = scene.world.objects.find(
    (item): item is Service =>
      item.kind === "Service" &&
      item.metadata.namespace === scene.namespace &&
      selects((item as Service).spec?.selector, labels),
  );
  if (!found) throw new Error(`${name} has no Service`);
  return found;
}

export function servicePort(scene: Scene): number {
  return service(scene).spec?.ports?.[0]?.port ?? 80;
}

export function slices(scene: Scene, name = scene.app): EndpointSlice[] {
  const { metadata } = service(scene, name);
  return scene.world.objects.filter(
    (item): item is EndpointSlice =>
      item.kind === "EndpointSlice" &&
      item.metadata.namespace === metadata.namespace &&
      item.metadata.labels?.["kubernetes.io/service-name"] === metadata.name,
  );
}

export function containerPort(scene: Scene, name = scene.app): number {
  return deployment(scene, name).spec?.template?.spec?.containers?.[0]?.ports?.[0]?.containerPort ?? 8080;
}

export function deploymentOf({ app }: Scene): string {
  return `Deployment/${app}`;
}

/** The whole cluster is asked about: what is wrong may lie outside the namespace. */
export function targetsOf(mutation?: Pick<Mutation, "targets">): readonly Target[] {
  return mutation?.targets ?? [{ cluster: "test", namespace: "", because: "test" }];
}
