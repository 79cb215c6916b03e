import { isCustom } from "../../../core/kubernetes/built-in.ts";
import { keyOf, type ObjectRef } from "../../../core/object.ts";
import type { EventView } from "../../situation/events.ts";
import { isFinished, isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";

/** What a controller says of one object, for one reason, and still says. */
export interface StandingWarning {
  /** The workload, for a pod. */
  object: ObjectRef;
  /** The latest. */
  event: EventView;
  count: number;
  /** ms since the epoch. */
  since: number;
}

const RECENT_MS = 15 * 60_000;
const MIN_TIMES = 3;
/** Rarer than this, and each was got over by itself. */
const MAX_APART_MS = 10 * 60_000;
/** Said for as long as a node or a policy lives, of what works all the same. */
const HARMLESS =
  /^(?:DNSConfigForming|CheckLimitsForResolvConf|InvalidDiskCapacity|PolicyViolation|FailedToUpdateEndpoint(?:Slice)?s?|NodeSysctlChange)$/;

/** Their own rules know which of their warnings are over. */
const KNOWN = new Set(["CronJob", "Job", "Service", "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"]);

/** Of each object the warning that stands; of custom resources their own rules tell. */
export function standingWarnings(situation: Situation): StandingWarning[] {
  const { now, events } = situation;
  const recent = events.all.filter(
    ({ at, object }) => now - at <= RECENT_MS && object.name && !KNOWN.has(object.kind) && !isCustom(object.apiVersion),
  );
  return [...Map.groupBy(recent, ({ object }) => keyOf(object)).values()].flatMap((about) => {
    const [last] = about;
    if (last?.type !== "Warning" || HARMLESS.test(last.reason) || isOver(last, situation)) return [];
    const same = about.filter(({ type, reason }) => type === "Warning" && reason === last.reason);
    const count = same.reduce((sum, event) => sum + event.count, 0);
    const since = Math.min(...same.map(({ first }) => first));
    if (count < MIN_TIMES || (last.at - since) / (count - 1) > MAX_APART_MS) return [];
    return [{ object: ownerOf(last.object, situation), event: last, count, since }];
  });
}

/** The object is gone, or has become what it should be since. */
function isOver({ object }: EventView, situation: Situation): boolean {
  if (object.kind === "Pod") {
    const pod = situation.find("Pod", object.namespace, object.name);
    return !pod || isFinished(pod) || isReady(pod);
  }
  if (object.kind === "HorizontalPodAutoscaler") {
    const scaler = situation.find("HorizontalPodAutoscaler", object.namespace, object.name);
    return scaler?.status?.conditions?.some((it) => it.type === "ScalingActive" && it.status === "True") ?? true;
  }
  return situation.lists(object.kind) && !situation.has(object);
}

function ownerOf(object: ObjectRef, situation: Situation): ObjectRef {
  const pod = object.kind === "Pod" ? situation.find("Pod", object.namespace, object.name) : undefined;
  return pod ? situation.ownerOf(pod) : object;
}
