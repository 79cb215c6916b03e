import type { ApiService } from "../../core/kubernetes/config.ts";
import type { Pod } from "../../core/kubernetes/pod.ts";
import type { Ingress, Service } from "../../core/kubernetes/service.ts";
import { keyOf, type ObjectRef } from "../../core/object.ts";
import type { Call } from "../metrics/calls.ts";
import { type ObjectIndex, refOf } from "../situation/object-index.ts";
import type { Observed } from "../situation/observed.ts";
import { isFinished, isTerminating } from "../situation/pod.ts";
import type { WorkloadView } from "../situation/workload.ts";
import { attachedEdges } from "./attached.ts";
import { controlPlaneEdges } from "./control-plane-edges.ts";
import { customEdges } from "./custom-edges.ts";
import type { Edge } from "./edge.ts";
import { namedStores } from "./own-store.ts";
import type { Reference } from "./references.ts";
import { standingStill } from "./stand-still.ts";

export interface Graph {
  edges: readonly Edge[];
  /** What suffers when this object is broken: key → number of steps. The object itself is at 0. */
  reach(from: ObjectRef): ReadonlyMap<string, number>;
  /** Edges that begin at this object: what depends on it. */
  outOf(ref: ObjectRef): readonly Edge[];
  /** Edges that end at this object: what it depends on. */
  into(ref: ObjectRef): readonly Edge[];
}

const MAX_STEPS = 10;

export function buildGraph(
  seen: ObjectIndex & Pick<Observed, "workloads" | "services">,
  references: ReadonlyMap<string, readonly Reference[]>,
  calls: readonly Call[] = [],
): Graph {
  const edges = [
    ...calls.map(({ caller, peer }) => edge(peer, caller, "called-by", "requests that were counted")),
    ...seen.workloads.flatMap((workload) =>
      workloadEdges(workload, seen.services(workload), references.get(keyOf(workload.ref)) ?? []),
    ),
    ...namedStores(seen.workloads).map(({ store, user }) =>
      edge(store.ref, user.ref, "called-by", "a store of the same name"),
    ),
    ...seen.all("Ingress").flatMap(ingressEdges),
    ...seen
      .all("PersistentVolumeClaim")
      .flatMap((claim) => claimEdges(refOf(claim), claim.spec?.volumeName, claim.spec?.storageClassName)),
    ...seen.all("APIService").flatMap(apiServiceEdges),
    ...seen.all("HorizontalPodAutoscaler").flatMap((hpa) => scalerEdges(refOf(hpa), hpa.spec?.scaleTargetRef)),
    ...attachedEdges(seen),
    ...controlPlaneEdges(seen),
    ...customEdges(seen),
    ...standingStill(seen),
  ];
  const out = Map.groupBy(edges, ({ from }) => keyOf(from));
  const reached = new Map<string, ReadonlyMap<string, number>>();
  const into = Map.groupBy(edges, ({ to }) => keyOf(to));
  return {
    edges,
    reach: (from) => {
      const start = keyOf(from);
      const known = reached.get(start) ?? breadthFirst(start, out);
      reached.set(start, known);
      return known;
    },
    outOf: (ref) => out.get(keyOf(ref)) ?? [],
    into: (ref) => into.get(keyOf(ref)) ?? [],
  };
}

function breadthFirst(start: string, out: ReadonlyMap<string, readonly Edge[]>): Map<string, number> {
  const steps = new Map([[start, 0]]);
  let front = [start];
  for (let step = 1; step <= MAX_STEPS && front.length > 0; step++) {
    const next = front
      .flatMap((key) => (out.get(key) ?? []).map(({ to }) => keyOf(to)))
      .filter((key) => !steps.has(key));
    for (const key of next) steps.set(key, step);
    front = [...new Set(next)];
  }
  return steps;
}

function workloadEdges(
  { ref, template, pods, allPods }: WorkloadView,
  services: readonly Service[],
  references: readonly Reference[],
): Edge[] {
  return [
    ...(ref.kind === "Pod" ? [] : pods.flatMap((pod) => podEdges(pod, ref))),
    // What hangs in its deletion keeps its place: a StatefulSet's next pod waits for it.
    ...allPods
      .filter((pod) => isTerminating(pod) && !isFinished(pod) && ref.kind !== "Pod")
      .map((pod) => edge(refOf(pod), ref, "part-of", "ownerReferences")),
    ...allPods.flatMap((pod) =>
      pod.spec?.nodeName && !isFinished(pod)
        ? [edge(core("Node", "", pod.spec.nodeName), refOf(pod), "runs-on", "spec.nodeName")]
        : [],
    ),
    ...services.map((service) => edge(ref, refOf(service), "selected-by", "selector of the Service")),
    ...usedObjects({ ref, template }).map((used) => edge(used, ref, "uses", "pod template")),
    ...ownClaims(pods, template).map((claim) => edge(claim, ref, "uses", "volumes of its pods")),
    // Its own name, as in settings that several programs share, is nothing that it calls.
    ...references.flatMap(({ service, where }) =>
      service && !services.includes(service) ? [edge(refOf(service), ref, "called-by", where)] : [],
    ),
  ];
}

function podEdges(pod: Pod, workload: ObjectRef): Edge[] {
  return [
    edge(refOf(pod), workload, "part-of", "ownerReferences"),
    edge(workload, refOf(pod), "owns", "ownerReferences"),
  ];
}

/** Config maps, secrets, claims and the service account that a pod template names. */
export function usedObjects({ ref, template }: Pick<WorkloadView, "ref" | "template">): ObjectRef[] {
  const spec = template.spec ?? {};
  const containers = [...(spec.initContainers ?? []), ...(spec.containers ?? [])];
  const maps = [
    ...containers.flatMap((c) => [
      ...(c.envFrom ?? []).map((e) => e.configMapRef?.name),
      ...(c.env ?? []).map((e) => e.valueFrom?.configMapKeyRef?.name),
    ]),
    ...(spec.volumes ?? []).flatMap((v) => [
      v.configMap?.name,
      ...(v.projected?.sources ?? []).map((s) => s.configMap?.name),
    ]),
  ];
  const secrets = [
    ...containers.flatMap((c) => [
      ...(c.envFrom ?? []).map((e) => e.secretRef?.name),
      ...(c.env ?? []).map((e) => e.valueFrom?.secretKeyRef?.name),
    ]),
    ...(spec.volumes ?? []).flatMap((v) => [
      v.secret?.secretName,
      ...(v.projected?.sources ?? []).map((s) => s.secret?.name),
    ]),
    ...(spec.imagePullSecrets ?? []).map((s) => s.name),
  ];
  const claims = (spec.volumes ?? []).map((v) => v.persistentVolumeClaim?.claimName);
  const named = (kind: string, names: (string | undefined)[]) =>
    [...new Set(names)].flatMap((name) => (name ? [core(kind, ref.namespace, name)] : []));
  return [
    ...named("ConfigMap", maps),
    ...named("Secret", secrets),
    ...named("PersistentVolumeClaim", claims),
    ...named("ServiceAccount", [spec.serviceAccountName]),
  ];
}

/** Claims that only single pods name: those of a StatefulSet's claim templates. */
function ownClaims(pods: readonly Pod[], { spec }: WorkloadView["template"]): ObjectRef[] {
  const shared = new Set((spec?.volumes ?? []).map((v) => v.persistentVolumeClaim?.claimName));
  return pods.flatMap((pod) =>
    (pod.spec?.volumes ?? []).flatMap(({ persistentVolumeClaim: claim }) =>
      claim && !shared.has(claim.claimName)
        ? [core("PersistentVolumeClaim", pod.metadata.namespace ?? "", claim.claimName)]
        : [],
    ),
  );
}

function ingressEdges(ingress: Ingress): Edge[] {
  const to = refOf(ingress);
  const paths = (ingress.spec?.rules ?? []).flatMap(({ http }) => http?.paths ?? []);
  const names = [ingress.spec?.defaultBackend, ...paths.map(({ backend }) => backend)].map(
    (backend) => backend?.service?.name,
  );
  const backends = [...new Set(names)].flatMap((name) =>
    name ? [edge(core("Service", to.namespace, name), to, "routed-to", "backend of the Ingress")] : [],
  );
  const secrets = (ingress.spec?.tls ?? []).flatMap(({ secretName }) =>
    secretName ? [edge(core("Secret", to.namespace, secretName), to, "uses", "spec.tls")] : [],
  );
  return [...backends, ...secrets];
}

function claimEdges(claim: ObjectRef, volume: string | undefined, storageClass: string | undefined): Edge[] {
  return [
    ...(volume ? [edge(core("PersistentVolume", "", volume), claim, "uses", "spec.volumeName")] : []),
    ...(storageClass ? [edge(classRef(storageClass), claim, "uses", "spec.storageClassName")] : []),
  ];
}

/** An API that another program adds is answered by that program. */
function apiServiceEdges(api: ApiService): Edge[] {
  const { namespace = "", name } = api.spec?.service ?? {};
  return name ? [edge(core("Service", namespace, name), refOf(api), "routed-to", "spec.service")] : [];
}

function scalerEdges(hpa: ObjectRef, target: { kind: string; name: string } | undefined): Edge[] {
  return target
    ? [
        edge(
          hpa,
          { apiVersion: "apps/v1", kind: target.kind, namespace: hpa.namespace, name: target.name },
          "scaled-by",
          "scaleTargetRef",
        ),
      ]
    : [];
}

function classRef(name: string): ObjectRef {
  return { apiVersion: "storage.k8s.io/v1", kind: "StorageClass", namespace: "", name };
}

function core(kind: string, namespace: string, name: string): ObjectRef {
  return { apiVersion: "v1", kind, namespace, name };
}

function edge(from: ObjectRef, to: ObjectRef, kind: Edge["kind"], because: string): Edge {
  return { from, to, kind, because };
}
