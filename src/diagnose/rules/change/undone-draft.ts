import { clock, duration, timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { change, type Draft, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Contest, PutBack } from "./written-by-two.ts";

export function templateDraft({ object, field, writers, times, since }: Contest, now: number): Draft {
  const names = writers.map(({ manager = "" }) => manager).sort();
  return {
    object,
    title: `${names.join(" and ")} both set ${field} of ${object.name}: they undid each other ${times} times`,
    confidence: "medium",
    since: new Date(since).toISOString(),
    evidence: [
      cite.shown(
        object,
        `-n ${object.namespace} rollout history ${object.kind.toLowerCase()}/${object.name}`,
        `two revisions of ${object.name} take turns`,
      ),
      ...writers.map(({ manager, time }) => written(object, manager, time, now)),
    ],
    next: [see(object), change(`Leave ${field} to one of them, and take it out of what the other writes`)],
  };
}

export function replicasDraft({ hpa, event, size, other }: PutBack, now: number): Draft {
  const object = refOf(hpa);
  const { kind = "", name = "" } = hpa.spec?.scaleTargetRef ?? {};
  const target = { apiVersion: "apps/v1", kind, namespace: object.namespace, name };
  const { manager: by = "" } = other;
  return {
    object: target,
    title: `autoscaler ${object.name} and ${by} both set spec.replicas of ${name}: ${size} was set ${event.count} times in ${duration(event.at - event.first)} and taken back`,
    confidence: "medium",
    since: new Date(event.first).toISOString(),
    evidence: [cite.event(event), written(target, by, other.time, now)],
    next: [see(target), change(`Leave spec.replicas of ${name} to the autoscaler: take it out of what ${by} writes`)],
  };
}

function written(object: Draft["object"], by: string | undefined, time: string | undefined, now: number) {
  const at = timeOf(time) ?? now;
  return cite.edit(object, { at, by }, clock(at, now));
}

function see({ kind, namespace, name }: Draft["object"]) {
  const shown = `kubectl -n ${namespace} get ${kind.toLowerCase()} ${name} -o yaml --show-managed-fields`;
  return look("See who writes which field, and when", shown);
}
