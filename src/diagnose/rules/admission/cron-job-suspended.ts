import { cite } from "../../cite.ts";
import { change, defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";

export const cronJobSuspended = defineRule({
  code: "cron-job-suspended",
  family: "admission",
  role: "cause",
  severity: "warning",
  specificity: 8,
  meaning: "A CronJob that somebody expects to run is suspended.",
  needs:
    "A CronJob with spec.suspend, and an alert or a question about it: one that nobody misses is suspended on purpose.",
  remedy: "Resume it.",
  disproof: "It did not run before it was suspended either.",
  *check(situation) {
    for (const cron of situation.all("CronJob")) {
      const ref = refOf(cron);
      const alert = situation.alerts.find(
        ({ labels }) => labels.cronjob === ref.name && (labels.namespace ?? ref.namespace) === ref.namespace,
      );
      if (!cron.spec?.suspend) continue;
      const last = cron.status?.lastScheduleTime ?? null;
      yield {
        object: ref,
        title: `CronJob ${ref.name} is suspended${last ? `; it last ran ${last}` : ""}`,
        confidence: "high",
        maybeMeant: alert === undefined,
        since: last,
        evidence: [
          cite.object(ref, `CronJob ${ref.name} has spec.suspend true`),
          ...(alert ? [cite.alert(alert, [ref])] : []),
        ],
        next: [
          change("Resume it", `kubectl -n ${ref.namespace} patch cronjob ${ref.name} -p '{"spec":{"suspend":false}}'`),
        ],
      };
    }
  },
});
