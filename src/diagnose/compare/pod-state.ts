import type { Pod } from "../../core/kubernetes/pod.ts";
import { once } from "../../core/once.ts";
import { timeOf } from "../../core/time.ts";
import { linksIn } from "../graph/links.ts";
import type { Clue } from "../logs/clues.ts";
import type { LogClass } from "../logs/signature.ts";
import {
  containersOf,
  isCrashing,
  isFinished,
  isReady,
  isTerminating,
  lastTermination,
  notReadySince,
} from "../situation/pod.ts";
import { readingOf } from "../situation/probe-reading.ts";
import type { Situation } from "../situation/situation.ts";

/** How a pod fares, for comparison with others. */
export type PodState =
  /** It is ready and does not complain. */
  | "works"
  /** Its program ends again and again. */
  | "ends"
  /** It runs, and nothing comes back from it. */
  | "unanswered"
  /** It runs and is not ready for another reason. */
  | "unready"
  /** It is ready, and what it calls does not answer it. */
  | "cut-off"
  /** It is ready, and finds certificates or tokens of others not valid yet: its clock is not theirs. */
  | "off-time"
  /** It works, and callers elsewhere get no answer from it. */
  | "unreached"
  /** A disk or a remote file system fails under it. */
  | "disk"
  /** Not comparable: new, finished, not on a node, or in trouble that its own template explains. */
  | "other";

/** A pod that starts is given this long. */
const GRACE_MS = 90_000;
/** Ends of a program that its template explains: the limit, the image, what it refers to. */
const OF_TEMPLATE = /^(?:OOMKilled|StartError|ContainerCannotRun)$/;
/** What a caller logs when nothing comes back. A refusal comes back. */
export const CUT_OFF: ReadonlySet<LogClass> = new Set<LogClass>(["timeout", "no-route", "unreachable", "dns-failing"]);

export const podStates = once((situation: Situation): ReadonlyMap<Pod, PodState> => {
  const complaining = complaints(situation);
  return new Map(
    situation.workloads.flatMap(({ pods }) => pods.map((pod) => [pod, stateOf(pod, situation, complaining)] as const)),
  );
});

function stateOf(pod: Pod, situation: Situation, complaining: ReadonlyMap<string, PodState>): PodState {
  const made = timeOf(pod.metadata.creationTimestamp) ?? 0;
  if (isFinished(pod) || isTerminating(pod) || !pod.spec?.nodeName || situation.now - made < GRACE_MS) return "other";
  const containers = containersOf(pod);
  const ended = containers.filter((container) => isCrashing(container, situation.now));
  if (ended.some(({ status }) => OF_TEMPLATE.test(lastTermination(status)?.reason ?? ""))) return "other";
  const told = complaining.get(`${pod.metadata.namespace}/${pod.metadata.name}`);
  if (told === "disk") return "disk";
  if (ended.length > 0) return "ends";
  if (isReady(pod)) return told ?? "works";
  const isMade = containers.every(({ init, status }) => init || status?.state?.running !== undefined);
  if (!isMade || situation.now - (timeOf(notReadySince(pod)) ?? 0) < GRACE_MS) return "other";
  return isUnanswered(pod, situation) ? "unanswered" : "unready";
}

function isUnanswered(pod: Pod, { events }: Situation): boolean {
  const { namespace = "", name } = pod.metadata;
  const [last] = events.of({ kind: "Pod", namespace, name }).filter(({ reason }) => reason === "Unhealthy");
  const kind = last && readingOf(last.message).kind;
  return kind === "timeout" || kind === "unreachable";
}

/** Pods, by namespace and name, whose own log complains of the ways to others, of their time or of a disk. */
function complaints(situation: Situation): ReadonlyMap<string, PodState> {
  const own = linksIn(situation).flatMap(({ caller, logger, clue }) => (caller === logger ? [clue] : []));
  const clues = situation.workloads.flatMap((workload) => situation.clues(workload));
  return new Map([
    ...complaining(own, (is) => CUT_OFF.has(is), "cut-off"),
    ...complaining(own, (is) => is === "clock", "off-time"),
    ...complaining(clues, (is) => is === "mount", "disk"),
  ]);
}

function complaining(
  clues: readonly Clue[],
  isMeant: (is: LogClass) => boolean,
  state: PodState,
): [string, PodState][] {
  return clues
    .filter((clue) => isMeant(clue.class))
    .flatMap(({ pods, stream }) => [...pods].map((pod): [string, PodState] => [`${stream.namespace}/${pod}`, state]));
}

/** Pods with less than this in their log may not do the same work. */
const MIN_LINES = 10;

/** Would its log show what others of its kind log again and again? */
export function talks(pod: Pod, situation: Situation): boolean {
  return situation.logs(pod).some(({ lines }) => lines.length >= MIN_LINES);
}

/** Would its log show if it were cut off? */
export function logs(pod: Pod, situation: Situation): boolean {
  return situation.logs(pod).some(({ previous, lines }) => !previous && lines.length > 0);
}
