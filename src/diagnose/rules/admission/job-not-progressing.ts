import { duration } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { idleJobs } from "./idle-jobs.ts";

export const jobNotProgressing = defineRule({
  code: "job-not-progressing",
  family: "admission",
  role: "cause",
  dependent: true,
  tier: "noticed",
  severity: "warning",
  specificity: 5,
  meaning:
    "A Job does not do its work: no pod was created for it, it is suspended, a sidecar outlives its work, or it runs much longer than its runs before.",
  needs: "A Job that is not finished, its pods, and the runs of the same CronJob before.",
  remedy:
    "See what the run waits for; resume a suspended Job; make the sidecar a native one (an init container with restartPolicy Always); see whether the Job controller works.",
  disproof: "The Job finishes.",
  *check(situation) {
    for (const { job, owner, began, why, usual, holder } of idleJobs(situation)) {
      const ref = refOf(job);
      const for_ = duration(situation.now - began);
      const text = {
        suspended: `job ${ref.name} has been suspended for ${for_}`,
        "no-pods": `job ${ref.name} was created ${for_} ago and has no pod`,
        held: `job ${ref.name} has run for ${for_}: its work is done, and container ${holder} runs on`,
        long: `job ${ref.name} has run for ${for_}, and its longest run before took ${duration(usual ?? 0)}`,
      }[why];
      yield {
        object: owner,
        title: text,
        confidence: "medium",
        since: new Date(began).toISOString(),
        evidence: [cite.object(ref, text)],
        next: [look("See what its pods do", `kubectl -n ${ref.namespace} get pods -l job-name=${ref.name}`)],
      };
    }
  },
});
