import type { Series } from "../../core/observation.ts";
import type { Observed } from "../situation/observed.ts";
import type { WorkloadView } from "../situation/workload.ts";
import { measures } from "./measures.ts";
import { type Shift, shiftOf } from "./shift.ts";

/** A queue that grew to a multiple of what it held. */
export interface Backlog {
  series: Series;
  /** Its name, or that of the consumer group that lags behind. */
  queue: string;
  /** Whose series it is: the broker. */
  broker: WorkloadView | undefined;
  shift: Shift;
}

/** Fewer messages than this are work in hand. */
const MIN_RISE = 100;

export function backlogs(situation: Observed): Backlog[] {
  return measures(situation, "queue-length").flatMap(({ series, workload: broker }) => {
    const { queue, topic, consumergroup } = series.labels;
    const shift = shiftOf(series.points);
    if (!shift || shift.after < 3 * shift.before || shift.after - shift.before < MIN_RISE) return [];
    return [{ series, queue: queue ?? topic ?? consumergroup ?? "", broker, shift }];
  });
}
