import type { Evidence } from "../../../core/evidence.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { keyOf } from "../../../core/object.ts";
import { clock, timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { linksIn } from "../../graph/links.ts";
import { begunErrors } from "../../logs/begun-errors.ts";
import { backlogs } from "../../metrics/backlog.ts";
import { failing, slow } from "../../metrics/request-trouble.ts";
import { type Course, requests } from "../../metrics/requests.ts";
import type { Shift } from "../../metrics/shift.ts";
import { refOf } from "../../situation/object-index.ts";
import { containersOf, isCrashing, isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { isFault, subject } from "./alert-subject.ts";

/** What went wrong after a change, in a few words, and when. */
export interface Aftermath {
  text: string;
  at: number;
  /** What shows the trouble, where that is not the workload itself. */
  affects?: readonly ObjectRef[];
  evidence: Evidence;
  /** The log begins with it: it began by then, nobody knows when. */
  byThen?: boolean;
}

/** Clocks differ, and rates are taken over minutes: what began a little before a change may still come of it. */
const SLACK_MS = 2 * 60_000;
/** Trouble that begins later than this needs a mechanism, and with it a finding of its own. */
const PLAUSIBLE_MS = 15 * 60_000;
/** A pod may take this long to start before it counts as stuck. */
const START_MS = 3 * 60_000;

/**
 * The first trouble of these workloads that a change at this time may have made. `lasting` changes go on having their effect,
 * as fewer replicas do: what a log begins with may have begun with them.
 */
export function aftermath(
  situation: Situation,
  workloads: readonly ObjectRef[],
  changed: number,
  lasting = false,
): Aftermath | undefined {
  const keys = new Set(workloads.map(keyOf));
  const found = [
    ...podTroubles(situation, keys),
    ...requestTroubles(situation, keys),
    ...backlogTroubles(situation, keys),
    ...ownErrors(situation, keys, changed),
    ...alertTroubles(situation, keys).filter(({ at }) => at >= changed),
  ];
  return found
    .filter(({ at, byThen }) => at >= changed - SLACK_MS && (at <= changed + PLAUSIBLE_MS || (lasting && byThen)))
    .sort((a, b) => Number(isAlert(a)) - Number(isAlert(b)) || a.at - b.at)[0];
}

/** An alert is a name that somebody gave: what was observed itself tells more. */
function isAlert({ evidence }: Aftermath): boolean {
  return evidence.kind === "alert";
}

/** As `aftermath` of those who call the workload and were not rolled out themselves: a slow server shows in who waits for it. */
export function aftermathOfCallers(situation: Situation, ref: ObjectRef, changed: number): Aftermath | undefined {
  const steps = situation.graph.reach(ref);
  const callers = situation.workloads
    .map((workload) => workload.ref)
    .filter((it) => keyOf(it) !== keyOf(ref) && (steps.get(keyOf(it)) ?? Infinity) <= CLIENT_STEPS)
    .filter((it) => (situation.rollouts(it)[0]?.at ?? 0) < changed - PLAUSIBLE_MS);
  const complaints = linksIn(situation)
    .filter(({ caller, peer }) => peer.workload && keyOf(peer.workload.ref) === keyOf(ref) && isOneOf(callers, caller))
    .flatMap(({ caller, clue }): Aftermath[] =>
      clue.ended || clue.firstAt === undefined || clue.firstAt < changed - SLACK_MS
        ? []
        : [
            {
              text: `${caller?.ref.name} logs errors about ${ref.name}`,
              at: clue.firstAt,
              affects: caller ? [caller.ref] : [],
              evidence: cite.log(clue.stream, clue.line, clue.count),
            },
          ],
    )
    .filter(({ at }) => at <= changed + PLAUSIBLE_MS)
    .sort((a, b) => a.at - b.at);
  return aftermath(situation, callers, changed) ?? complaints[0];
}

function isOneOf(refs: readonly ObjectRef[], workload: WorkloadView | undefined): boolean {
  return workload !== undefined && refs.some((ref) => keyOf(ref) === keyOf(workload.ref));
}

/** Errors that a program logs by itself: those of a rollout are in the log of its new pods only. */
function ownErrors(situation: Situation, keys: ReadonlySet<string>, changed: number): Aftermath[] {
  const pods = situation.workloads.filter(({ ref }) => keys.has(keyOf(ref))).flatMap((workload) => workload.pods);
  return pods
    .flatMap((pod) => situation.logs(pod).filter(({ previous }) => !previous))
    .flatMap((stream) => begunErrors(stream, situation.now, changed - SLACK_MS) ?? [])
    .map(({ stream, line, at, count }) => ({
      text: `${stream.pod} logs errors`,
      at,
      evidence: cite.log(stream, line, count),
      byThen: stream.lines.indexOf(line) < FIRST_LINES,
    }));
}

/** A log that holds an error within these begins with it. */
const FIRST_LINES = 10;

/** An alert did not fire before it began to. One about what these workloads call may be their doing: they ask too much, or drain too little. */
function alertTroubles(situation: Situation, keys: ReadonlySet<string>): Aftermath[] {
  return situation.alerts.filter(isFault).flatMap((alert) => {
    const object = subject(situation, alert);
    const at = timeOf(alert.startsAt);
    if (!object || at === undefined) return [];
    const evidence = cite.alert(alert, [object]);
    if (keys.has(keyOf(object))) return [{ text: `alert ${alert.name} fires`, at, evidence }];
    return isCalledBy(situation, object, keys)
      ? [{ text: `alert ${alert.name} fires for ${object.name}`, at, affects: [object], evidence }]
      : [];
  });
}

function isCalledBy({ graph }: Situation, ref: ObjectRef, clients: ReadonlySet<string>): boolean {
  const steps = graph.reach(ref);
  return [...clients].some((key) => (steps.get(key) ?? Infinity) <= CLIENT_STEPS);
}

/** Slow consumers do not show it themselves: the queue that they read from grows. */
function backlogTroubles(situation: Situation, keys: ReadonlySet<string>): Aftermath[] {
  return backlogs(situation).flatMap(({ series, broker, queue, shift }) => {
    if (!broker || !isCalledBy(situation, broker.ref, keys)) return [];
    const text = `messages pile up in queue ${queue}`;
    const evidence = cite.metric(series, [broker.ref], `${text} since ${clock(shift.at, situation.now)}`);
    return [{ text, at: shift.at, affects: [broker.ref], evidence }];
  });
}
/** Broker, its Service, its client. */
const CLIENT_STEPS = 2;

function podTroubles(situation: Situation, keys: ReadonlySet<string>): Aftermath[] {
  return situation.workloads
    .filter(({ ref }) => keys.has(keyOf(ref)))
    .flatMap(({ pods }) => pods)
    .flatMap((pod): Aftermath[] => {
      const crashes = containersOf(pod).some((container) => isCrashing(container, situation.now));
      const since = timeOf(pod.status?.conditions?.find(({ type }) => type === "Ready")?.lastTransitionTime);
      const created = timeOf(pod.metadata.creationTimestamp);
      const at = since ?? created;
      if (at === undefined || (isReady(pod) && !crashes) || situation.now - (created ?? at) < START_MS) return [];
      const text = `pod ${pod.metadata.name} ${crashes ? "keeps exiting" : "is not ready"}`;
      return [{ text, at, evidence: cite.object(refOf(pod), `${text} since ${clock(at, situation.now)}`) }];
    });
}

function requestTroubles(situation: Situation, keys: ReadonlySet<string>): Aftermath[] {
  return requests(situation)
    .filter(({ workload }) => keys.has(keyOf(workload.ref)))
    .flatMap((item): Aftermath[] => {
      const { ref } = item.workload;
      const [errors, late] = [failing(item), slow(item)];
      return [
        ...measured(errors, `requests to ${ref.name} fail`),
        ...measured(late, `requests to ${ref.name} are slow`),
      ];

      function measured(found: { course: Course; shift: Shift | undefined } | undefined, text: string): Aftermath[] {
        if (!found?.shift) return [];
        const since = clock(found.shift.at, situation.now);
        const evidence = cite.metric(found.course.series, [ref], `${text} since ${since}`);
        return [{ text, at: found.shift.at, evidence }];
      }
    });
}
