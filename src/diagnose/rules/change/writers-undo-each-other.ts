import { clock, duration, timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { change, type Draft, defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { type Contest, contestedTemplates, type PutBack, putBack } from "./written-by-two.ts";

export const writersUndoEachOther = defineRule({
  code: "writers-undo-each-other",
  family: "change",
  role: "cause",
  severity: "warning",
  tier: "noticed",
  specificity: 7,
  meaning:
    "Two writers set the same field again and again: an autoscaler and what deploys from Git, an operator and a person.",
  needs:
    "ReplicaSets that were taken into use by turns with two recent writers of the template, or an autoscaler that sets one number of replicas three times and no other in between.",
  remedy: "Let one of them own the field: leave it out of the manifest, or stop the other.",
  disproof: "The field has kept its value since, and only one of the two still writes it.",
  *check(situation) {
    for (const contest of contestedTemplates(situation)) yield templateDraft(contest, situation.now);
    for (const found of putBack(situation)) yield replicasDraft(found, situation.now);
  },
});

function templateDraft({ object, field, writers, times, since }: Contest, now: number): Draft {
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

function replicasDraft({ hpa, event, size, other }: PutBack, now: number): Draft {
  const object = refOf(hpa);
  const { kind = "", name = "" } = hpa.spec?.scaleTargetRef ?? {};
  const target = { apiVersion: "apps/v1", kind, namespace: object.namespace, name };
  const by = other?.manager ?? "something else";
  return {
    object: target,
    title: `autoscaler ${object.name} and ${by} both set spec.replicas of ${name}: ${size} was set ${event.count} times in ${duration(event.at - event.first)} and taken back`,
    confidence: other ? "medium" : "low",
    since: new Date(event.first).toISOString(),
    evidence: [cite.event(event), ...(other ? [written(target, by, other.time, now)] : [])],
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
