import { shortName } from "../core/object.ts";
import type { LogStream } from "../core/observation.ts";
import type { WorkloadView } from "./situation/workload.ts";

type LogName = Pick<LogStream, "namespace" | "pod" | "container" | "previous">;

/** The command that prints a log, all of it unless flags say otherwise. */
export function logCommand({ namespace, pod, container, previous }: LogName, flags = ""): string {
  return `kubectl -n ${namespace} logs ${pod} -c ${container}${previous ? " --previous" : ""}${flags}`;
}

/** kubectl finds the pods of these; of a CronJob or a custom resource it needs a pod's own name. */
const LOGGING = new Set(["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "Pod"]);

/** The command that prints what a workload logs; `undefined` without pods, for which kubectl waits and then fails. */
export function workloadLog({ ref, pods }: Pick<WorkloadView, "ref" | "pods">, flags: string): string | undefined {
  const [first] = pods;
  const name = LOGGING.has(ref.kind) ? shortName(ref) : first?.metadata.name;
  return first && name && `kubectl -n ${ref.namespace} logs ${name} ${flags}`;
}
