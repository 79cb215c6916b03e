import type { Pod } from "../../core/kubernetes/pod.ts";
import type { Service } from "../../core/kubernetes/service.ts";
import type { ObjectRef } from "../../core/object.ts";
import type { Alert, LogStream, Series } from "../../core/observation.ts";
import type { Reference } from "../graph/references.ts";
import type { CurrentClue } from "../logs/current.ts";
import type { Telling } from "../logs/salience/telling.ts";
import type { Backends } from "./backends.ts";
import type { Rollout } from "./changes.ts";
import type { EventIndex, EventView } from "./events.ts";
import type { IpIndex } from "./ip-index.ts";
import type { ObjectIndex } from "./object-index.ts";
import type { WorkloadView } from "./workload.ts";

/** Everything that was observed, indexed once. */
export interface Observed extends ObjectIndex {
  /** "Now", ms since the epoch: the capture's time when one is replayed. */
  now: number;
  /** What a person says: a claim to be tested, and no observation. Empty where nothing was asked in words. */
  question: string;
  workloads: readonly WorkloadView[];
  workload(ref: ObjectRef): WorkloadView | undefined;
  /** The workload a pod belongs to (itself for a pod that nobody owns). */
  ownerOf(pod: Pod): ObjectRef;
  events: EventIndex;
  /** Events about a workload, its ReplicaSets or Jobs, and its pods; latest first. */
  eventsOf(workload: WorkloadView): readonly EventView[];
  services(workload: WorkloadView): readonly Service[];
  backends(service: Service): Backends;
  /** Addresses in the workload's configuration. */
  references(workload: WorkloadView): readonly Reference[];
  /** Newest first; empty when the cluster keeps no history. */
  rollouts(ref: ObjectRef): readonly Rollout[];
  logs(pod: Pod, container?: string): readonly LogStream[];
  allLogs: readonly LogStream[];
  /** What the logs of the workload's pods say is wrong now, what explains most first. */
  clues(workload: WorkloadView): readonly CurrentClue[];
  /** The lines of the workload's logs that tell most, the best first, whether a signature knows them or not. */
  telling(workload: WorkloadView): readonly Telling[];
  /** Workloads whose configuration or logs name this Service. */
  callers(service: Service): readonly WorkloadView[];
  /** Workloads whose pods this Service selects. */
  behind(service: Service): readonly WorkloadView[];
  ips: IpIndex;
  /** Pods that are bound to this node, finished ones too. */
  podsOn(node: string): readonly Pod[];
  series: readonly Series[];
  alerts: readonly Alert[];
}
