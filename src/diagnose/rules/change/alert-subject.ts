import { objectOf } from "../../../core/alert-target.ts";
import type { ObjectRef } from "../../../core/object.ts";
import type { Alert } from "../../../core/observation.ts";
import { names } from "../../metrics/measures.ts";
import { subjectOf } from "../../metrics/subject.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";

/** Alerts that say that alerting works, or only mute others. */
const NO_FAULT = new Set(["Watchdog", "InfoInhibitor", "DeadMansSwitch"]);

const QUIET = new Set(["none", "info"]);

export function isFault({ name, state, labels }: Alert): boolean {
  return state === "firing" && !NO_FAULT.has(name) && !QUIET.has(labels.severity ?? "");
}

export function rank({ labels }: Alert): number {
  return ["critical", "page", "error"].includes(labels.severity ?? "") ? 0 : 1;
}

/** The workload rather than its pod; nothing where the labels name nothing that was seen. */
export function subject(situation: Situation, { labels }: Alert): ObjectRef | undefined {
  const { workload, node } = subjectOf(labels, names(situation), situation);
  if (workload) return workload.ref;
  const named = objectOf(labels);
  const object = named && situation.object(named);
  return object ? refOf(object) : node && refOf(node);
}
