import type { ContainerStatus, Pod } from "../../core/kubernetes.ts";
import type { LogStream, Scope } from "../../core/observation.ts";
import type { KubernetesReader, LogQuery } from "./reader.ts";

const TAIL = 200;
/** A recording costs nothing to read and may hold the first error far back. */
const RECORDED_TAIL = 5_000;
const MAX_STREAMS = 40;

/**
 * Logs of containers in trouble, the run before the last restart first; then one ready pod of each owner, which shows
 * what callers see and what is noise everywhere. At most 40 streams.
 */
export async function collectLogs(
  reader: KubernetesReader,
  pods: readonly Pod[],
  { targets }: Scope,
  signal: AbortSignal,
): Promise<LogStream[]> {
  const spaces = new Set(targets.map(({ namespace }) => namespace).filter(Boolean));
  const asked = pods.filter(
    ({ metadata }) => reader.recorded || spaces.size === 0 || spaces.has(metadata.namespace ?? ""),
  );
  const sick = asked.filter((pod) => !isReady(pod) && pod.status?.phase !== "Succeeded");
  const wanted = [
    ...sick.flatMap((pod) => queries(pod)),
    ...representatives(asked.filter((pod) => isReady(pod))).flatMap((pod) => queries(pod)),
  ];
  const limited = reader.recorded
    ? wanted.map((query) => ({ ...query, tail: RECORDED_TAIL }))
    : wanted.slice(0, MAX_STREAMS);
  const streams = await Promise.all(
    limited.map((query) => reader.logs(query, signal).catch((error) => unlessAborted(error, signal))),
  );
  return streams.filter((stream) => stream !== undefined && stream.lines.length > 0) as LogStream[];
}

/** A log that cannot be read costs only itself: the kubelet of one node may be gone. */
function unlessAborted(error: unknown, signal: AbortSignal): undefined {
  if (signal.aborted) throw error;
  return undefined;
}

function queries(pod: Pod): LogQuery[] {
  const { name, namespace = "" } = pod.metadata;
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  return statuses.filter(hasRun).flatMap((status) => {
    const query = { namespace, pod: name, container: status.name, tail: TAIL };
    const previous = (status.restartCount ?? 0) > 0 ? [{ ...query, previous: true }] : [];
    return [...previous, { ...query, previous: false }];
  });
}

function hasRun({ state, restartCount = 0 }: ContainerStatus): boolean {
  return state?.waiting === undefined || restartCount > 0;
}

function representatives(pods: readonly Pod[]): Pod[] {
  const first = new Map<string, Pod>();
  for (const pod of pods) {
    const owner = pod.metadata.ownerReferences?.[0]?.name ?? pod.metadata.name;
    if (!first.has(owner)) first.set(owner, pod);
  }
  return [...first.values()];
}

function isReady({ status }: Pod): boolean {
  return status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
}
