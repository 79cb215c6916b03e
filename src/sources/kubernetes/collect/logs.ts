import { missingBy } from "../../../core/failure.ts";
import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { isInTrouble } from "../../../core/kubernetes/node.ts";
import type { ContainerStatus, Pod } from "../../../core/kubernetes/pod.ts";
import { throwIfGone } from "../../../core/late.ts";
import { type Missing, missing } from "../../../core/missing.ts";
import type { LogStream } from "../../../core/observation.ts";
import { containerStatuses, failure, isReady, ownerName } from "../pods/pod-status.ts";
import type { KubernetesReader, LogQuery } from "../reader.ts";
import { isPod } from "./neighbours.ts";

/** Lines from the end of the log of what is well: what callers see, and what is noise everywhere. */
const TAIL = 200;
/** Of what fails the cause may be at the start of the run, long before its end, or around the exit: lines and bytes. */
const FAILING = { tail: 2_000, head: 64 * 1024 };
/** So many containers are read so far back, */
const MAX_FAILING = 12;
/** the failing ones after them as far as this. */
const FURTHER = { tail: 400, head: 16 * 1024 };
const MAX_CONTAINERS = { ofTargets: 40, elsewhere: 10 };

export interface Logs {
  streams: LogStream[];
  /** Why some could not be read. */
  missing: Missing[];
}

/**
 * Logs of the target's containers in trouble, the run before the last restart first; then of one ready pod of each owner in the
 * target's namespaces, which shows what callers see and what is noise everywhere, and where there is room of one on each of two
 * further nodes. At most 40 containers; of a
 * run that is well 200 lines, of one that fails its start and up to 2,000 lines of its end.
 */
export function logsOfTargets(
  reader: KubernetesReader,
  objects: readonly KubeObject[],
  namespaces: readonly string[],
  signal: AbortSignal,
): Promise<Logs> {
  const own = readable(objects).filter(({ metadata }) => namespaces.includes(metadata.namespace ?? ""));
  const sick = own.filter(isSick);
  const well = own.filter((pod) => isReady(pod) && !sick.includes(pod));
  const latest = well.sort((a, b) =>
    (b.metadata.creationTimestamp ?? "").localeCompare(a.metadata.creationTimestamp ?? ""),
  );
  const perOwner = new Map(latest.map((pod) => [ownerOf(pod), pod]));
  const firsts = [...perOwner.values()];
  const room = MAX_CONTAINERS.ofTargets - [...sick, ...firsts].flatMap(containersOf).length;
  const elsewhere = perNode(
    latest.filter((pod) => !firsts.includes(pod)),
    firsts,
  );
  return read(reader, sick, [...firsts, ...within(elsewhere, room)], MAX_CONTAINERS.ofTargets, signal);
}

/** What fails from one node alone shows when the owner's pods on others are heard, too. */
const MAX_NODES = 3;

/** One pod for each further node on which its owner runs. */
function perNode(pods: readonly Pod[], known: readonly Pod[]): Pod[] {
  const placeOf = (pod: Pod) => `${ownerOf(pod)} ${pod.spec?.nodeName}`;
  const taken = new Set(known.map(placeOf));
  const fresh = [...new Map(pods.filter((pod) => !taken.has(placeOf(pod))).map((pod) => [placeOf(pod), pod])).values()];
  return [...Map.groupBy(fresh, ownerOf).values()].flatMap((own) => own.slice(0, MAX_NODES - 1));
}

function within(pods: readonly Pod[], room: number): Pod[] {
  let left = room;
  return pods.filter((pod) => {
    left -= containersOf(pod).length;
    return left >= 0;
  });
}

function ownerOf(pod: Pod): string {
  return `${pod.metadata.namespace}/${ownerName(pod)}`;
}

/** Logs of what fails in other namespaces. At most 10 containers. */
export function logsElsewhere(
  reader: KubernetesReader,
  objects: readonly KubeObject[],
  namespaces: readonly string[],
  signal: AbortSignal,
): Promise<Logs> {
  const others = readable(objects).filter(({ metadata }) => !namespaces.includes(metadata.namespace ?? ""));
  return read(reader, others.filter(isSick), [], MAX_CONTAINERS.elsewhere, signal);
}

async function read(
  reader: KubernetesReader,
  sick: readonly Pod[],
  well: readonly Pod[],
  max: number,
  signal: AbortSignal,
): Promise<Logs> {
  const failing = sick.flatMap(containersOf).map((item, i) => wider(item, i < MAX_FAILING ? FAILING : FURTHER));
  const containers = [...failing, ...well.flatMap(containersOf)];
  const queries = containers.slice(0, max).flatMap(runsOf);
  const answers = await Promise.allSettled(queries.map((query) => reader.logs(query, signal)));
  throwIfGone(signal);
  const streams = answers.flatMap((answer) => (answer.status === "fulfilled" && answer.value ? [answer.value] : []));
  const failures = answers.flatMap((answer, i) =>
    answer.status === "rejected" ? [missingBy(`log of ${queries[i]?.pod}`, answer.reason)] : [],
  );
  const left = containers.length - max;
  const cut = left > 0 ? [missing(`logs of ${left} more containers`, "limited", `${max} are read`, false)] : [];
  const parts = answers.flatMap((answer, i) => partLeftOut(answer, queries[i]));
  return { streams: streams.filter(({ lines }) => lines.length > 0), missing: [...failures, ...parts, ...cut] };
}

function wider({ query, restarted }: Container, size: Pick<LogQuery, "tail" | "head">): Container {
  return { query: { ...query, ...size }, restarted };
}

/** A log of what fails that was not read whole: the cause may be in what is left out. */
function partLeftOut(answer: PromiseSettledResult<LogStream | undefined>, query: LogQuery | undefined): Missing[] {
  if (answer.status === "rejected" || !answer.value?.truncated || query?.head === undefined) return [];
  const { pod, previous, lines } = answer.value;
  const what = `the middle of the ${previous ? "previous " : ""}log of ${pod}`;
  return [missing(what, "limited", `its start and its end are read, ${lines.length} lines`)];
}

/** Pods whose node can be asked for their logs. */
function readable(objects: readonly KubeObject[]): Pod[] {
  const silent = new Set(
    objects.filter((object) => object.kind === "Node" && isInTrouble(object)).map(({ metadata }) => metadata.name),
  );
  return objects.filter(isPod).filter(({ spec }) => spec?.nodeName !== undefined && !silent.has(spec.nodeName));
}

function isSick(pod: Pod): boolean {
  return failure(pod, Date.now()) !== undefined && pod.status?.phase !== "Succeeded";
}

interface Container {
  query: Omit<LogQuery, "previous">;
  restarted: boolean;
}

function containersOf(pod: Pod): Container[] {
  const { name, namespace = "" } = pod.metadata;
  const wanted = isReady(pod) ? (pod.status?.containerStatuses ?? []) : containerStatuses(pod);
  return wanted.filter(hasRun).map((status) => ({
    query: { namespace, pod: name, container: status.name, tail: TAIL },
    restarted: (status.restartCount ?? 0) > 0,
  }));
}

function hasRun({ state, restartCount = 0 }: ContainerStatus): boolean {
  return state?.waiting === undefined || restartCount > 0;
}

function runsOf({ query, restarted }: Container): LogQuery[] {
  return [...(restarted ? [{ ...query, previous: true }] : []), { ...query, previous: false }];
}
