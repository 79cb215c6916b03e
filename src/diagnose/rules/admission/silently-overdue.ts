import { duration, timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { type Draft, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { periodOf } from "./schedule-period.ts";

/** So many times as late as its schedule asks, and so many ms at least: the controller looks at it within seconds. */
const TIMES = 3;
const LEAST_MS = 10 * 60_000;

/** CronJobs whose plain schedule has passed several times while their controller made no Job and said nothing. */
export function silentlyOverdue(situation: Situation): Draft[] {
  if (situation.lacks("Job")) return [];
  return situation.all("CronJob").flatMap((cron): Draft[] => {
    const { spec, status, metadata } = cron;
    const object = refOf(cron);
    const period = periodOf(spec?.schedule);
    const last = timeOf(status?.lastScheduleTime) ?? timeOf(metadata.creationTimestamp);
    const isQuiet = situation.owned("Job", object).length === 0 && situation.events.of(object).length === 0;
    if (spec?.suspend || period === undefined || last === undefined || !isQuiet) return [];
    const late = situation.now - last;
    if (late < LEAST_MS || late < TIMES * period) return [];
    const ran = status?.lastScheduleTime
      ? `has not run for ${duration(late)}`
      : `has not run since it was created ${duration(late)} ago`;
    return [
      {
        object,
        title: `CronJob ${object.name} ${ran}, and its schedule is "${spec?.schedule}"`,
        confidence: "medium",
        tier: "noticed",
        since: new Date(last + period).toISOString(),
        evidence: [cite.object(object, `schedule of ${object.name} is "${spec?.schedule}"`)],
        next: [
          look("See its schedule and last runs", `kubectl -n ${object.namespace} describe cronjob ${object.name}`),
        ],
      },
    ];
  });
}
