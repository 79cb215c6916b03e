import { cite } from "../../cite.ts";
import { type Draft, look } from "../../rule.ts";
import type { EventView } from "../../situation/events.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";

/** A draft for every CronJob that runs on a schedule and about which its controller says one of these, unless a run began since. */
export function cronJobDrafts(
  situation: Situation,
  reasons: RegExp,
  title: (name: string, event: EventView) => string,
): Draft[] {
  return situation.all("CronJob").flatMap((cron) => {
    const ref = refOf(cron);
    const event = situation.events.of(ref).find(({ reason }) => reasons.test(reason));
    if (!event || cron.spec?.suspend || Date.parse(cron.status?.lastScheduleTime ?? "") > event.at) return [];
    return [
      {
        object: ref,
        title: title(ref.name, event),
        confidence: "high",
        since: event.first ? new Date(event.first).toISOString() : null,
        evidence: [cite.event(event)],
        next: [look("See its schedule and last runs", `kubectl -n ${ref.namespace} describe cronjob ${ref.name}`)],
      },
    ];
  });
}
