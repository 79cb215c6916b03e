import type { KubeObject } from "../../../src/core/kubernetes/meta.ts";
import type { ContainerStatus, Pod } from "../../../src/core/kubernetes/pod.ts";
import type { Signal } from "../../../src/core/signal.ts";
import { course } from "../metering.ts";
import { ago, event } from "../world.ts";
import { remove } from "./edits.ts";
import { deployment, pods, replicaSet, type Scene, slices } from "./scene.ts";

export function warn(scene: Scene, about: KubeObject, reason: string, message: string, rest: object = {}): void {
  event(scene.world, about, reason, message, rest);
}

/** The pods are running and not ready, and traffic no longer goes to them. */
export function unready(scene: Scene, status: Partial<ContainerStatus> = {}, name = scene.app): void {
  for (const pod of pods(scene, name)) {
    for (const type of ["Ready", "ContainersReady"]) unmet(pod, type, "ContainersNotReady");
    for (const container of pod.status?.containerStatuses?.slice(0, 1) ?? [])
      Object.assign(container, { ready: false }, status);
  }
  withoutEndpoints(scene, name);
}

function unmet(pod: Pod, type: string, reason?: string): void {
  for (const condition of pod.status?.conditions ?? [])
    if (condition.type === type)
      Object.assign(condition, { status: "False", lastTransitionTime: ago(10), ...(reason ? { reason } : {}) });
}

/** New pods, whose container the kubelet cannot start; it says why. */
export function waiting(scene: Scene, reason: string, message: string, name = scene.app): void {
  renew(scene, name);
  unready(scene, { started: false, restartCount: 0, state: { waiting: { reason, message } }, lastState: {} }, name);
  for (const pod of pods(scene, name)) Object.assign(pod.status ?? {}, { phase: "Pending" });
}

/** The pods are on their nodes, and nothing of them is made: no volume, no sandbox, no address. */
export function creating(scene: Scene, name = scene.app): void {
  waiting(scene, "ContainerCreating", "", name);
  for (const pod of pods(scene, name)) {
    unmet(pod, "PodReadyToStartContainers");
    for (const field of ["podIP", "podIPs"]) Reflect.deleteProperty(pod.status ?? {}, field);
  }
}

/** The container ends like this again and again, and last printed these lines. */
export function crash(
  scene: Scene,
  lines: readonly string[],
  end: { exitCode?: number; reason?: string } = {},
  name = scene.app,
): void {
  restarting(
    scene,
    {
      started: false,
      restartCount: 6,
      state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s restarting failed container" } },
      lastState: { terminated: { exitCode: 1, reason: "Error", startedAt: ago(2), finishedAt: ago(1), ...end } },
    },
    name,
  );
  if (lines.length > 0) prints(scene, ["starting", ...lines], name);
  for (const pod of pods(scene, name)) warn(scene, pod, "BackOff", "Back-off restarting failed container");
}

/** The container is started again and again: its log begins anew each time, and nothing is measured in between. */
export function restarting(scene: Scene, status: Partial<ContainerStatus>, name = scene.app): void {
  unready(scene, status, name);
  const gone = new Set(pods(scene, name).map(({ metadata }) => metadata.name));
  const { world } = scene;
  world.logs = world.logs.filter(({ pod }) => !gone.has(pod));
  const until = Date.parse(ago(10)) / 1000;
  world.series = world.series.map((item) =>
    gone.has(item.labels.pod ?? "") ? { ...item, points: item.points.filter(([at]) => at < until) } : item,
  );
}

/** No pod gets a node; the scheduler says why. */
export function pending(scene: Scene, message: string, name = scene.app): void {
  unplaced(
    scene,
    [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message, lastTransitionTime: ago(8) }],
    name,
  );
  for (const pod of pods(scene, name)) warn(scene, pod, "FailedScheduling", message);
}

/** New pods without a node. */
export function unplaced(
  scene: Scene,
  conditions: NonNullable<Pod["status"]>["conditions"] = [],
  name = scene.app,
): void {
  renew(scene, name);
  for (const pod of pods(scene, name)) {
    Reflect.deleteProperty(pod.spec ?? {}, "nodeName");
    pod.status = { phase: "Pending", conditions };
  }
  withoutEndpoints(scene, name);
}

/** Pods are not created; the API server says why. */
export function refused(scene: Scene, message: string, name = scene.app): void {
  forget(scene, name);
  withoutEndpoints(scene, name);
  remove(scene, ...pods(scene, name));
  const set = replicaSet(scene, name);
  const condition = {
    type: "ReplicaFailure",
    status: "True",
    reason: "FailedCreate",
    message,
    lastTransitionTime: ago(8),
  };
  set.metadata.creationTimestamp = ago(9);
  set.status = { replicas: 0, readyReplicas: 0, conditions: [condition] };
  deployment(scene, name).status?.conditions?.push(condition);
  warn(scene, set, "FailedCreate", `Error creating: ${message}`);
}

/** The pods are a few minutes old. */
function renew(scene: Scene, name: string): void {
  forget(scene, name);
  for (const pod of pods(scene, name)) {
    pod.metadata.creationTimestamp = ago(10);
    if (pod.status) pod.status.startTime = ago(10);
  }
}

/** What was seen of the pods so far was of others. */
export function forget(scene: Scene, name = scene.app): void {
  const gone = new Set(pods(scene, name).map(({ metadata }) => metadata.name));
  const { world } = scene;
  world.objects = world.objects.filter((item) => item.kind !== "Event" || !gone.has(aboutOf(item)));
  world.logs = world.logs.filter(({ pod }) => !gone.has(pod));
  world.series = world.series.filter(({ labels }) => !gone.has(labels.pod ?? ""));
}

function aboutOf(event: KubeObject & { involvedObject?: { kind?: string; name?: string } }): string {
  return event.involvedObject?.kind === "Pod" ? (event.involvedObject.name ?? "") : "";
}

export function withoutEndpoints(scene: Scene, name = scene.app): void {
  const own = new Set(pods(scene, name).map(({ metadata }) => metadata.name));
  for (const endpoint of slices(scene, name).flatMap(({ endpoints }) => endpoints ?? []))
    if (own.has(endpoint.targetRef?.name ?? "")) endpoint.conditions = { ready: false };
  const owner = deployment(scene, name);
  owner.status = {
    ...owner.status,
    readyReplicas: 0,
    availableReplicas: 0,
    conditions: [
      { type: "Available", status: "False", reason: "MinimumReplicasUnavailable", lastTransitionTime: ago(10) },
    ],
  };
}

/** What the pods of an app print, three times in the last minutes, after what they printed before. */
export function prints(scene: Scene, lines: readonly string[], name = scene.app): void {
  const { world, namespace } = scene;
  const all = [...lines, ...lines, ...lines].map((text, i, { length }) => ({ at: ago(2 - i / length), text }));
  for (const pod of pods(scene, name)) {
    const container = pod.spec?.containers?.[0]?.name ?? "";
    const known = world.logs.find((it) => it.pod === pod.metadata.name && it.container === container && !it.previous);
    world.logs = world.logs.filter((item) => item !== known);
    world.logs.push({
      namespace,
      pod: pod.metadata.name,
      container,
      previous: false,
      truncated: known?.truncated ?? false,
      lines: [...(known?.lines ?? []), ...all],
    });
  }
}

/** A series per pod whose level moved a quarter of an hour ago. */
export function measure(scene: Scene, signal: Signal, before: number, after: number, name = scene.app): void {
  for (const pod of pods(scene, name)) {
    const labels = { namespace: scene.namespace, pod: pod.metadata.name };
    const container = pod.spec?.containers?.[0]?.name ?? "";
    series(scene, signal, labels, before, after, { container });
  }
}

/** One series, in place of those of the same meaning that have these labels. */
export function series(
  { world }: Scene,
  signal: Signal,
  labels: Record<string, string>,
  before: number,
  after: number,
  more: Record<string, string> = {},
): void {
  const wanted = Object.entries(labels);
  world.series = world.series.filter(
    (item) => item.signal !== signal || !wanted.every(([label, value]) => item.labels[label] === value),
  );
  world.series.push({
    query: `${signal} of ${Object.values(labels).join(" ")}`,
    signal,
    labels: { ...labels, ...more },
    points: course(before, after),
  });
}
