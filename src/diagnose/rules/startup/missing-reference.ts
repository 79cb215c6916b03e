import type { Pod } from "../../../core/kubernetes/pod.ts";
import { once } from "../../../core/once.ts";
import { timeOf } from "../../../core/time.ts";
import { refOf } from "../../situation/object-index.ts";
import { isCreating, notReadySince } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import { type Waiting, waitingContainers } from "../../situation/trouble.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { type MissingName, missingIn } from "./missing-text.ts";
import { requiredReferences } from "./required-references.ts";

/** A workload whose pods do not start because of it. */
export interface Missing extends MissingName {
  workload: WorkloadView;
  pod: Pod;
  /** The kubelet's words; where they are gone, what the template asks for. */
  text: string;
  /** Events tell it, not the pod's status. */
  inEvents: boolean;
  since: string | null;
  pods: number;
}

/** The kubelet tries to mount for two minutes; by then it has said what is missing. */
const PATIENCE_MS = 150_000;
export const missingReferences = once(find);

function find(situation: Situation): Missing[] {
  const told = waitingContainers(situation).flatMap(fromContainer);
  const known = new Set(told.map(({ workload }) => workload));
  const others = situation.workloads.filter((workload) => !known.has(workload));
  return [...told, ...others.flatMap((workload) => fromCreation(situation, workload) ?? [])];
}

function fromContainer({ workload, container, reason, texts, since, pods }: Waiting): Missing[] {
  if (reason !== "CreateContainerConfigError") return [];
  const found = texts.map((text) => ({ text, named: missingIn(text, workload.template) })).find(({ named }) => named);
  if (!found?.named) return [];
  const inEvents = found.text !== container.status?.state?.waiting?.message;
  return [{ ...found.named, workload, pod: container.pod, text: found.text, inEvents, since, pods }];
}

/** Volumes come before containers: the kubelet says in events what it cannot mount. */
function fromCreation(situation: Situation, workload: WorkloadView): Missing | undefined {
  const stuck = workload.pods.filter(isCreating);
  const [pod] = stuck;
  if (!pod) return undefined;
  const since = notReadySince(pod);
  const told = stuck
    .flatMap((item) => situation.events.of(refOf(item)).map((event) => ({ ...event, pod: item })))
    .filter(({ reason }) => reason === "FailedMount")
    .map(({ message, pod }) => ({ pod, text: message, named: missingIn(message, workload.template) }))
    .find(({ named }) => named !== undefined);
  const named = told?.named ?? absent(situation, pod, since);
  const text = told?.text ?? `the template names ${named?.kind} ${named?.name}, which is not in the namespace`;
  return (
    named && {
      ...named,
      workload,
      pod: told?.pod ?? pod,
      text,
      inEvents: told !== undefined,
      since,
      pods: stuck.length,
    }
  );
}

/** Events are kept for an hour; what a pod that still waits asks for can be looked up as well. */
function absent(situation: Situation, { spec, metadata }: Pod, since: string | null): MissingName | undefined {
  if (situation.now - (timeOf(since) ?? situation.now) < PATIENCE_MS) return undefined;
  const gone = requiredReferences(spec).find(
    ({ kind, name }) => situation.lists(kind) && !situation.find(kind, metadata.namespace ?? "", name),
  );
  return gone && { ...gone, key: undefined };
}
