import type { Workload } from "../../../core/kubernetes/workload.ts";
import { duration, timeOf } from "../../../core/time.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";

/** A CronJob whose next run should have begun long ago. */
export interface Overdue {
  cronJob: Workload;
  /** Durations as people read them: since the last run began, and between those before. */
  since: string;
  usual: string;
}

/** A run this many times as late as usual did not begin. */
const TIMES = 3;
const LEAST_MS = 10 * 60_000;

/** By the times at which its Jobs were made: what its schedule says of days and hours is left to the controller. */
export function overdueRuns(situation: Situation): Overdue[] {
  return situation.all("CronJob").flatMap((cronJob) => {
    const made = situation
      .owned("Job", refOf(cronJob))
      .flatMap(({ metadata }) => timeOf(metadata.creationTimestamp) ?? [])
      .sort((a, b) => b - a);
    const gaps = made.slice(1).map((time, i) => (made[i] ?? time) - time);
    const usual = Math.max(...gaps);
    const since = situation.now - (made[0] ?? situation.now);
    const overdue = gaps.length > 0 && !cronJob.spec?.suspend && since > LEAST_MS && since > TIMES * usual;
    return overdue ? [{ cronJob, since: duration(since), usual: duration(usual) }] : [];
  });
}
