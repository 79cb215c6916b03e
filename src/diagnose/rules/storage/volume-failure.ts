import type { Pod } from "../../../core/kubernetes/pod.ts";
import type { PersistentVolumeClaim } from "../../../core/kubernetes/storage.ts";
import { once } from "../../../core/once.ts";
import { timeOf } from "../../../core/time.ts";
import type { EventView } from "../../situation/events.ts";
import { refOf } from "../../situation/object-index.ts";
import { isCreating } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { type VolumeProblem, volumeProblem, volumeWords } from "./volume-problem.ts";

/** Pods of a workload that have a node and wait for a volume. */
export interface VolumeFailure {
  workload: WorkloadView;
  pod: Pod;
  pods: number;
  event: EventView;
  problem: VolumeProblem;
  /** The volume's name, and the claim behind it, where they can be told. */
  volume: string;
  claim: PersistentVolumeClaim | undefined;
  why: string;
}

/** A volume moves with its pod: until the node before lets go, a first attempt or two may fail. */
const PATIENCE_MS = 90_000;
export const volumeFailures = once((situation: Situation): readonly VolumeFailure[] =>
  situation.workloads.flatMap((workload) => failureOf(situation, workload)),
);

function failureOf(situation: Situation, workload: WorkloadView): VolumeFailure[] {
  const stuck = workload.pods.filter((pod) => isCreating(pod) && age(situation, pod) > PATIENCE_MS);
  const failures = stuck.flatMap((pod) =>
    situation.events.of(refOf(pod)).flatMap((event) => {
      const problem = volumeProblem(event.reason, event.message);
      return problem ? [{ pod, event, problem }] : [];
    }),
  );
  const found = failures.find(({ problem }) => !VAGUE.has(problem)) ?? failures[0];
  if (!found) return [];
  const { volume, why } = volumeWords(found.event.message);
  const claim = situation
    .all("PersistentVolumeClaim", workload.ref.namespace)
    .find(({ spec, metadata }) => spec?.volumeName === volume || metadata.name === claimNameOf(found.pod, volume));
  return [{ ...found, workload, pods: stuck.length, volume: volume ?? "", claim, why }];
}

/** Words that say that it failed and not why; another event may say more. */
const VAGUE: ReadonlySet<VolumeProblem> = new Set(["attach", "mount", "deadline"]);

function age({ now }: Situation, { metadata }: Pod): number {
  return now - (timeOf(metadata.creationTimestamp) ?? 0);
}

function claimNameOf({ spec }: Pod, volume: string | undefined): string | undefined {
  return spec?.volumes?.find(({ name }) => name === volume)?.persistentVolumeClaim?.claimName;
}
