import { objectOf, plainLabels, tellsOfFault } from "../../../core/alert-target.ts";
import type { ObjectRef } from "../../../core/object.ts";
import type { Alert } from "../../../core/observation.ts";
import { names } from "../../metrics/measures.ts";
import { subjectOf } from "../../metrics/subject.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";

const QUIET = new Set(["none", "info"]);

export function isFault(alert: Alert): boolean {
  return alert.state === "firing" && tellsOfFault(alert) && !QUIET.has(alert.labels.severity ?? "");
}

export function rank({ labels }: Alert): number {
  return ["critical", "page", "error"].includes(labels.severity ?? "") ? 0 : 1;
}

/** The workload rather than its pod; nothing where the labels name nothing that was seen. */
export function subject(situation: Situation, alert: Alert): ObjectRef | undefined {
  const labels = plainLabels(alert.labels);
  const { workload, node } = subjectOf(labels, names(situation), situation);
  if (workload) return workload.ref;
  const named = objectOf(labels);
  const object = named && situation.object(named);
  if (object || node) return object ? refOf(object) : node && refOf(node);
  return byAnyLabel(situation, labels) ?? namespaceIn(situation, labels);
}

/** Labels of the alert's own: what they say names no part of the system. */
const OWN = new Set(["alertname", "severity", "cluster", "namespace", "prometheus", "receiver", "team", "container"]);

/** A consumer group, a queue or a component that bears the name of a workload of the namespace. */
function byAnyLabel(situation: Situation, labels: Alert["labels"]): ObjectRef | undefined {
  const values = Object.entries(labels).flatMap(([label, value]) => (OWN.has(label) ? [] : [value]));
  const found = situation.workloads.filter(
    ({ ref }) => ref.namespace === labels.namespace && values.includes(ref.name) && ref.kind !== "Pod",
  );
  return found.length === 1 ? found[0]?.ref : undefined;
}

/** A critical alert that names nothing else is about its namespace. */
function namespaceIn(situation: Situation, labels: Alert["labels"]): ObjectRef | undefined {
  const named = NAMES_MORE.some((label) => labels[label]) || !["critical", "page"].includes(labels.severity ?? "");
  const namespace = named ? undefined : situation.find("Namespace", "", labels.namespace ?? "");
  return namespace && refOf(namespace);
}
const NAMES_MORE = ["pod", "instance", "node", "job_name", "persistentvolumeclaim"];
