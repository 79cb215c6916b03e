import { duration, timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { change, defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";

export const cronJobBlocked = defineRule({
  code: "cron-job-blocked",
  family: "admission",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 6,
  meaning: "A CronJob starts no new run because an earlier one has not finished and its concurrencyPolicy is Forbid.",
  needs: "Event JobAlreadyActive more than once, and the Job that is still active.",
  remedy: "See what the active run waits for; delete it if it hangs.",
  disproof: "The active run finishes by itself and the next one starts.",
  *check(situation) {
    for (const cron of situation.all("CronJob")) {
      const ref = refOf(cron);
      const event = situation.events.of(ref).find(({ reason }) => reason === "JobAlreadyActive");
      const active = situation.owned("Job", ref).find(({ status }) => (status?.active ?? 0) > 0);
      if (!event || event.count < 2 || !active) continue;
      const began = active.status?.startTime ?? active.metadata.creationTimestamp ?? null;
      const age = timeOf(began);
      const run = active.metadata.name;
      yield {
        object: ref,
        title: `CronJob ${ref.name} starts no new run: ${run} has not finished${age ? ` after ${duration(situation.now - age)}` : ""}`,
        confidence: "high",
        since: began,
        evidence: [
          cite.event(event),
          cite.object(refOf(active), `job ${run} is active since ${began ?? "an unknown time"}`),
        ],
        next: [
          look("See what the run does", `kubectl -n ${ref.namespace} logs job/${run} --tail=50`),
          change("Delete that run", `kubectl -n ${ref.namespace} delete job ${run}`),
        ],
      };
    }
  },
});
