import { defineRule, look } from "../../rule.ts";
import { troubleDraft, troubles } from "./trouble.ts";

export const outOfFileDescriptors = defineRule({
  code: "out-of-file-descriptors",
  family: "runtime",
  role: "cause",
  severity: "critical",
  specificity: 7,
  meaning: "The process has as many files and sockets open as it may.",
  needs: "A log line that says so.",
  remedy: "Restart it to serve again; look for sockets that are not closed, or raise the limit of open files.",
  disproof: "The process has few descriptors open.",
  *check(situation) {
    for (const { workload, clue } of troubles(situation, "descriptor-limit"))
      yield troubleDraft(workload, clue, `${workload.ref.name} has too many files and sockets open`, [
        look(
          "Count its open descriptors",
          `kubectl -n ${clue.stream.namespace} exec ${clue.stream.pod} -c ${clue.stream.container} -- ls /proc/1/fd`,
        ),
      ]);
  },
});
