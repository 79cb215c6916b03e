import { cite } from "../../cite.ts";
import { linksIn } from "../../graph/links.ts";
import { quote } from "../../logs/salience/telling.ts";
import { defineRule, look } from "../../rule.ts";
import { isReady } from "../../situation/pod.ts";
import { stuckPods } from "./stuck-pods.ts";

/** A line with a level of warning or above, or one whose words say that something failed. */
const SAYS_SO = 3;

export const notReadyApplicationError = defineRule({
  code: "not-ready-application-error",
  family: "probes",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 3,
  meaning: "A program that runs and is not ready logs what fails, and nothing else explains it.",
  needs:
    "Pods that are not ready, and a line in their log that tells of trouble and that healthy siblings do not print.",
  remedy: "Read the line and those before it; undo the rollout if one came before.",
  disproof: "Pods that are ready print the line as well.",
  *check(situation) {
    for (const { workload, stuck, since } of stuckPods(situation)) {
      const { ref, pods } = workload;
      // What says whom the program misses has findings of its own.
      const known = linksIn(situation).some(({ logger, caller }) => logger === workload || caller === workload);
      const [said] = situation.telling(workload).filter(({ state, score }) => state === "waiting" && score >= SAYS_SO);
      if (known || !said || !stuck.some(({ metadata }) => said.pods.has(metadata.name))) continue;
      const { stream, line, count } = said;
      yield {
        object: ref,
        title: `${ref.name} is not ready and logs ${quote(said)}`,
        confidence: "low",
        severity: pods.some(isReady) ? "warning" : "critical",
        since,
        evidence: [cite.log(stream, line, count)],
        next: [look("Read its log", `kubectl -n ${ref.namespace} logs ${stream.pod} -c ${stream.container}`)],
      };
    }
  },
});
