import type { ContainerStatus, Pod } from "../../../core/kubernetes/pod.ts";

/** The STATUS column of `kubectl get pods`, computed as its printer does (kubernetes `pkg/printers/internalversion`). */
export function podStatus({ metadata, spec, status }: Pod): string {
  const { phase, reason, conditions = [] } = status ?? {};
  const holds = (type: string) => conditions.some((item) => item.type === type && item.status === "True");
  const gated = conditions.some((item) => item.type === "PodScheduled" && item.reason === "SchedulingGated");
  const begun = reason || (gated ? "SchedulingGated" : phase) || "Unknown";
  const init = initStatus(status?.initContainerStatuses ?? [], spec);
  const isStarting = init !== undefined && !holds("Initialized");
  const shown = isStarting
    ? init
    : (containersStatus(status?.containerStatuses ?? [], holds("Ready")) ?? init ?? begun);
  if (metadata.deletionTimestamp === undefined) return shown;
  if (reason === "NodeLost") return "Unknown";
  return phase === "Succeeded" || phase === "Failed" ? shown : "Terminating";
}

function initStatus(statuses: readonly ContainerStatus[], spec: Pod["spec"]): string | undefined {
  const containers = spec?.initContainers ?? [];
  for (const [i, { name, state, started }] of statuses.entries()) {
    const isSidecar = containers.find((container) => container.name === name)?.restartPolicy === "Always";
    if (state?.terminated?.exitCode === 0 || (isSidecar && started)) continue;
    if (state?.terminated) return `Init:${endOf(state.terminated)}`;
    const waiting = state?.waiting?.reason;
    return waiting && waiting !== "PodInitializing" ? `Init:${waiting}` : `Init:${i}/${containers.length}`;
  }
  return undefined;
}

/** What the first container that says something says; one that completed beside others that run says nothing. */
function containersStatus(statuses: readonly ContainerStatus[], isPodReady: boolean): string | undefined {
  const said = statuses.flatMap(({ state }) => {
    if (state?.waiting?.reason) return [state.waiting.reason];
    return state?.terminated ? [endOf(state.terminated)] : [];
  });
  const runs = statuses.some(({ ready, state }) => ready && state?.running);
  if (said[0] === "Completed" && runs) return isPodReady ? "Running" : "NotReady";
  return said[0];
}

/** `OOMKilled, exit 137 at 01:52:00Z`; empty for a container that did not end. */
export function describeEnd(state: ContainerStatus["state"]): string {
  const end = state?.terminated;
  return end ? `${endOf(end)}, exit ${end.exitCode ?? "?"}${end.finishedAt ? ` at ${end.finishedAt}` : ""}` : "";
}

function endOf({ reason, signal, exitCode = 0 }: { reason?: string; signal?: number; exitCode?: number }): string {
  return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`);
}

/** Of init containers and containers, in the order in which they run. */
export function containerStatuses({ status }: Pod): ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

export function restarts(pod: Pod): number {
  return containerStatuses(pod).reduce((sum, { restartCount = 0 }) => sum + restartCount, 0);
}

export function isReady({ status }: Pod): boolean {
  return status?.conditions?.some((item) => item.type === "Ready" && item.status === "True") ?? false;
}

/** How the container that died last came to its end, not counting those that ended well. */
function lastDeath(pod: Pod) {
  return containerStatuses(pod)
    .flatMap(({ state, lastState }) => [state?.terminated, lastState?.terminated])
    .filter((end) => end !== undefined && end.exitCode !== 0)
    .sort((a, b) => (b?.finishedAt ?? "").localeCompare(a?.finishedAt ?? ""))[0];
}

/** A pod that is ready and died this short a time ago will do it again. */
const JUST_NOW = 10 * 60_000;

/**
 * Why the pod is not well, in one word; `undefined` when it is. Not ready, not finished and not on its way out, or ready
 * but dying again and again: between two crashes such a pod says Running.
 */
export function failure(pod: Pod, now: number): string | undefined {
  const { phase } = pod.status ?? {};
  if (phase === "Succeeded" || (pod.metadata.deletionTimestamp && phase !== "Failed")) return undefined;
  const status = podStatus(pod);
  const death = lastDeath(pod);
  const diedNow = death?.finishedAt !== undefined && now - Date.parse(death.finishedAt) < JUST_NOW;
  if (isReady(pod)) return diedNow && restarts(pod) > 1 ? endOf(death) : undefined;
  if (status !== "Running") return status;
  return diedNow ? endOf(death) : "NotReady";
}

/** `Deployment/payments-api` for a pod of one of its ReplicaSets, without asking for them: the hash is in the pod's labels. */
export function ownerName({ metadata }: Pick<Pod, "metadata">): string {
  const owner = metadata.ownerReferences?.find(({ controller }) => controller) ?? metadata.ownerReferences?.[0];
  if (!owner) return `Pod/${metadata.name}`;
  const hash = metadata.labels?.["pod-template-hash"];
  if (owner.kind === "ReplicaSet" && hash && owner.name.endsWith(`-${hash}`))
    return `Deployment/${owner.name.slice(0, -hash.length - 1)}`;
  return `${owner.kind}/${owner.name}`;
}

/** What the kubelet or the scheduler says about it, with how it ended last. */
export function failureMessage(pod: Pod): string {
  const death = lastDeath(pod);
  const ended = death && `last exit: ${endOf(death)} (code ${death.exitCode ?? "?"})`;
  const waiting = containerStatuses(pod).find(({ state }) => state?.waiting?.message)?.state?.waiting;
  const unmet = pod.status?.conditions?.find(({ status, message }) => status === "False" && message);
  // The back-off message only says that it will be tried again.
  const said = waiting?.reason === "CrashLoopBackOff" && ended ? undefined : waiting?.message;
  return [ended, said ?? (ended ? undefined : (unmet?.message ?? pod.status?.message))].filter(Boolean).join("; ");
}

/** Since when it is not ready; of a pod that is ready between two crashes, the last crash. */
export function failingSince(pod: Pod): string | null {
  const unready = pod.status?.conditions?.find(({ type, status }) => type === "Ready" && status === "False");
  return unready?.lastTransitionTime ?? lastDeath(pod)?.finishedAt ?? null;
}
