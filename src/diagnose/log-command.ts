import type { LogStream } from "../core/observation.ts";

type LogName = Pick<LogStream, "namespace" | "pod" | "container" | "previous">;

/** The command that prints a log, all of it unless flags say otherwise. */
export function logCommand({ namespace, pod, container, previous }: LogName, flags = ""): string {
  return `kubectl -n ${namespace} logs ${pod} -c ${container}${previous ? " --previous" : ""}${flags}`;
}
