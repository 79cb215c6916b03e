import { logCommand } from "../../log-command.ts";
import { change, defineRule, look } from "../../rule.ts";
import { containersOf } from "../../situation/pod.ts";
import { troubleDraft, troubles } from "./trouble.ts";

export const outOfFileDescriptors = defineRule({
  code: "out-of-file-descriptors",
  family: "runtime",
  role: "cause",
  severity: "critical",
  specificity: 7,
  meaning: "The process is at its limit of open files and sockets.",
  needs: "A log line that says so.",
  remedy: "Restart it to serve again; look for sockets that are not closed, or raise the limit of open files.",
  disproof: "The process has few descriptors open.",
  *check(situation) {
    for (const { workload, clue } of troubles(situation, "descriptor-limit")) {
      const { namespace, pod, container } = clue.stream;
      const found = situation.find("Pod", namespace, pod);
      const isRunning =
        found && containersOf(found).some(({ spec, status }) => spec.name === container && status?.state?.running);
      yield troubleDraft(workload, clue, `${workload.ref.name} has too many files and sockets open`, [
        look("Read what it logs", logCommand(clue.stream)),
        ...(isRunning
          ? [
              change(
                "List its open descriptors from a debug container (any image with a shell will do), which stays until the pod is deleted",
                `kubectl -n ${namespace} debug ${pod} -it --image=busybox:1.37 --target=${container} -- ls -l /proc/1/fd`,
              ),
            ]
          : []),
      ]);
    }
  },
});
