import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { crashesIn } from "./crash.ts";
import { crashEvidence } from "./crash-draft.ts";

export const heapExhausted = defineRule({
  code: "heap-exhausted",
  family: "runtime",
  role: "cause",
  severity: "critical",
  specificity: 7,
  meaning: "The runtime's own heap is full (JVM, Node, .NET, PHP), below the memory limit of the container.",
  needs: "A log line in which the runtime says so.",
  remedy: "Raise the heap in the runtime's options, with the memory limit above it; look for what holds the objects.",
  disproof: "The line is old, or a test provoked it.",
  *check(situation) {
    for (const workload of situation.workloads) {
      const clue = situation.clues(workload).find((item) => item.class === "heap-exhausted");
      if (!clue) continue;
      const crash = crashesIn(situation).find((item) => item.workload === workload);
      const { namespace } = workload.ref;
      yield {
        object: workload.ref,
        title: `${workload.ref.name} runs out of heap${clue.entities.detail ? ` (${clue.entities.detail})` : ""}`,
        confidence: clue.ended || clue.count > 1 ? "high" : "medium",
        since: clue.firstAt === undefined ? null : new Date(clue.firstAt).toISOString(),
        evidence: [cite.log(clue.stream, clue.line, clue.count), ...(crash ? [crashEvidence(crash)] : [])],
        next: [
          look("Compare heap options with the memory limit", `kubectl -n ${namespace} describe pod ${clue.stream.pod}`),
        ],
      };
    }
  },
});
