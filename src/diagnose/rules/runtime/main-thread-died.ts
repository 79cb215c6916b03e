import { timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { linksIn, NOT_REACHED } from "../../graph/links.ts";
import { deadEndOf } from "../../logs/dead-end.ts";
import { defineRule, look } from "../../rule.ts";
import { containersOf, isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

export const mainThreadDied = defineRule({
  code: "main-thread-died",
  family: "runtime",
  role: "cause",
  severity: "critical",
  specificity: 7,
  meaning: "A thread died on an unhandled error, and the process keeps running without serving.",
  needs: "A log of a running container that ends with the trace, and callers or probes that get no answer.",
  remedy: "Restart it once what it failed on is back; make the process exit when its main thread dies.",
  disproof: "The program logs or serves after the trace.",
  *check(situation) {
    for (const workload of situation.workloads) {
      if (!isMissed(situation, workload)) continue;
      const { ref } = workload;
      for (const { pod, spec, status } of workload.pods.flatMap(containersOf)) {
        const [stream] = situation.logs(pod, spec.name).filter(({ previous }) => !previous);
        const end = status?.state?.running && stream && deadEndOf(stream);
        if (!end || !stream) continue;
        const at = timeOf(end.line.at);
        const why = end.root.text.replace(/^(?:Caused by: )?(?:Exception in thread "[^"]*" )?/, "").slice(0, 110);
        yield {
          object: ref,
          title: `a thread of ${ref.name} died on an error and the process keeps running without serving: ${why}`,
          confidence: "medium",
          since: at === undefined ? null : new Date(at).toISOString(),
          evidence: [
            cite.log(stream, end.line),
            ...(end.root === end.line ? [] : [cite.log(stream, end.root)]),
            cite.object(ref, `container ${spec.name} still runs, and its log ends there`),
          ],
          next: [
            look("See what it says since", `kubectl -n ${ref.namespace} logs ${pod.metadata.name} -c ${spec.name}`),
          ],
        };
      }
    }
  },
});

/** Its pods are not ready, or its callers do not reach it. */
function isMissed(situation: Situation, workload: WorkloadView): boolean {
  return (
    workload.pods.some((pod) => !isReady(pod)) ||
    linksIn(situation).some(
      ({ peer, caller, clue }) => peer.workload === workload && caller && NOT_REACHED.has(clue.class),
    )
  );
}
