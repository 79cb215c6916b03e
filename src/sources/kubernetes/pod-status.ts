import type { ContainerStatus, Pod } from "../../core/kubernetes.ts";

/** The STATUS column of `kubectl get pods` (kubectl's printer): what is wrong, where the phase says only Running or Pending. */
export function podStatus({ metadata, spec, status }: Pod): string {
  const init = initStatus(status?.initContainerStatuses ?? [], spec?.initContainers?.length ?? 0);
  const reason =
    init ?? containersStatus(status?.containerStatuses ?? []) ?? status?.reason ?? status?.phase ?? "Unknown";
  if (metadata.deletionTimestamp) return status?.reason === "NodeLost" ? "Unknown" : "Terminating";
  return reason;
}

function initStatus(statuses: readonly ContainerStatus[], total: number): string | undefined {
  for (const [i, { state, started, ready }] of statuses.entries()) {
    if (state?.terminated?.exitCode === 0 || started || ready) continue;
    if (state?.terminated) return `Init:${terminated(state.terminated)}`;
    const waiting = state?.waiting?.reason;
    if (waiting && waiting !== "PodInitializing") return `Init:${waiting}`;
    return `Init:${i}/${total}`;
  }
  return undefined;
}

function containersStatus(statuses: readonly ContainerStatus[]): string | undefined {
  const states = statuses.map(({ state }) => state);
  const waiting = states.find((state) => state?.waiting?.reason)?.waiting?.reason;
  if (waiting) return waiting;
  const ended = states.find((state) => state?.terminated)?.terminated;
  return ended && terminated(ended);
}

function terminated({ reason, signal, exitCode = 0 }: { reason?: string; signal?: number; exitCode?: number }): string {
  return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`);
}

export function restarts({ status }: Pod): number {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].reduce(
    (sum, { restartCount = 0 }) => sum + restartCount,
    0,
  );
}

export function isReady({ status }: Pod): boolean {
  return status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
}

/** Not ready, not finished, not on its way out. */
export function isFailing(pod: Pod): boolean {
  return !isReady(pod) && pod.status?.phase !== "Succeeded" && pod.metadata.deletionTimestamp === undefined;
}

/** `Deployment/payments-api` for a pod of one of its ReplicaSets, without asking for them: the hash is in the pod's labels. */
export function ownerName({ metadata }: Pod): string {
  const owner = metadata.ownerReferences?.[0];
  if (!owner) return `Pod/${metadata.name}`;
  const hash = metadata.labels?.["pod-template-hash"];
  if (owner.kind === "ReplicaSet" && hash && owner.name.endsWith(`-${hash}`))
    return `Deployment/${owner.name.slice(0, -hash.length - 1)}`;
  return `${owner.kind}/${owner.name}`;
}

/** Why it fails, in the words of the first thing that says so. */
export function failureMessage({ status }: Pod): string {
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const waiting = statuses.find(({ state }) => state?.waiting?.message)?.state?.waiting?.message;
  const ended = statuses
    .map(({ state, lastState }) => state?.terminated ?? lastState?.terminated)
    .find((end) => end !== undefined && end.exitCode !== 0);
  const condition = status?.conditions?.find(({ status, message }) => status === "False" && message)?.message;
  return (
    (ended && `last exit: ${ended.reason ?? ""} (code ${ended.exitCode ?? "?"})`) ??
    waiting ??
    condition ??
    status?.message ??
    ""
  );
}
