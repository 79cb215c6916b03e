import { defineRule, look } from "../../rule.ts";
import { kubeletStats } from "../kubelet-stats.ts";
import { troubleDraft, troubles } from "./trouble.ts";

export const processLimitReached = defineRule({
  code: "process-limit-reached",
  family: "runtime",
  role: "cause",
  severity: "critical",
  specificity: 7,
  meaning: "The pod or the node is at its limit of processes, threads or file watches.",
  needs: "A log line that says so.",
  remedy: "Find what keeps creating threads; raise the pod's limit of process ids or the node's sysctl.",
  disproof: "The number of processes and threads is far below the limit.",
  *check(situation) {
    for (const { workload, clue } of troubles(situation, "process-limit")) {
      const { namespace, pod } = clue.stream;
      const node = situation.find("Pod", namespace, pod)?.spec?.nodeName;
      yield troubleDraft(workload, clue, `${workload.ref.name} cannot start more threads or processes`, [
        node === undefined
          ? look("See the pod", `kubectl -n ${namespace} describe pod ${pod}`)
          : look("Count the processes of each pod: process_count", kubeletStats(node)),
      ]);
    }
  },
});
