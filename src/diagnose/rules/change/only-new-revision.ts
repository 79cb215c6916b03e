import type { Evidence } from "../../../core/evidence.ts";
import type { Pod } from "../../../core/kubernetes/pod.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { podStates, talks } from "../../compare/pod-state.ts";
import { revisionOf } from "../../compare/revision.ts";
import { recurs } from "../../logs/salience/recurring.ts";
import { quote } from "../../logs/salience/telling.ts";
import type { Rollout } from "../../situation/changes.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { type Aftermath, aftermath, aftermathOfCallers } from "./aftermath.ts";

/** Pods of the newest revision beside those of older ones that still run: the experiment that a rollout makes. */
export interface Halfway {
  newer: readonly Pod[];
  older: readonly Pod[];
}

/** `undefined` where pods of one revision alone run. */
function halfway(situation: Situation, workload: WorkloadView, { revision }: Rollout): Halfway | undefined {
  const isNew = (pod: Pod) => numberOf(situation, pod) === revision;
  const newer = workload.pods.filter(isNew);
  const older = workload.pods.filter((pod) => !isNew(pod));
  return newer.length > 0 && older.length > 0 ? { newer, older } : undefined;
}

function numberOf(situation: Situation, pod: Pod): number | undefined {
  const { namespace = "" } = pod.metadata;
  const set = situation.find("ReplicaSet", namespace, revisionOf(pod));
  const number = set?.metadata.annotations?.["deployment.kubernetes.io/revision"];
  return number === undefined ? undefined : Number(number);
}

/** Where all pods of the new revision fail, and all of the old ones work. */
export function failsAlone(situation: Situation, workload: WorkloadView, rollout: Rollout): Halfway | undefined {
  const states = podStates(situation);
  const pods = halfway(situation, workload, rollout);
  const fail = pods?.newer.every((pod) => !isReady(pod)) && pods.older.every((pod) => states.get(pod) === "works");
  return fail ? pods : undefined;
}

/** Fewer pods on either side leave it to chance. */
const MIN_SIDE = 2;

export function isTelling({ newer, older }: Halfway): boolean {
  return newer.length >= MIN_SIDE && older.length >= MIN_SIDE;
}

/** Both sides of the rollout as a table. */
export function tableOf({ newer, older }: Halfway, ref: ObjectRef): Evidence {
  const [first, ...more] = [...newer, ...older].map(refOf);
  const text = `${newer.length} of ${newer.length} pods of the new revision are not ready, 0 of ${older.length} of the old one`;
  return first ? cite.objects([first, ...more], ref, text) : cite.object(ref, text);
}

/** What is wrong with the workload since the rollout, or with those who call it. */
export function troubleOf(
  situation: Situation,
  workload: WorkloadView,
  rollout: Rollout,
  at: number,
): Aftermath | undefined {
  return (
    aftermath(situation, [workload.ref], at) ??
    newErrors(situation, workload, rollout) ??
    aftermathOfCallers(situation, workload.ref, at)
  );
}

/** An error that pods of the new revision log again and again, and those of the old one, which log as well, do not. */
function newErrors(situation: Situation, workload: WorkloadView, rollout: Rollout): Aftermath | undefined {
  const pods = halfway(situation, workload, rollout);
  if (!pods?.older.every((pod) => talks(pod, situation))) return undefined;
  const newer = new Set(pods.newer.map(({ metadata }) => metadata.name));
  const [said] = situation
    .telling(workload)
    .filter((item) => recurs(item, situation.now) && item.pods.isSubsetOf(newer))
    .sort((a, b) => b.count - a.count);
  if (!said) return undefined;
  return {
    text: `only pods of the new revision log ${quote(said)} (${said.pods.size} of ${newer.size}, 0 of ${pods.older.length} of the old one)`,
    at: timeOf(said.line.at) ?? rollout.at ?? situation.now,
    evidence: cite.log(said.stream, said.line, said.count),
  };
}
