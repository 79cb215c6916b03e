import type { Series } from "../../core/observation.ts";
import type { Observed } from "../situation/observed.ts";
import { productNamed, runs } from "../situation/products.ts";
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

/** Labels that name a queue, the most telling first. */
const QUEUE = ["queue", "queue_name", "topic", "stream_name", "consumergroup"];

/** Fewer messages than this are work in hand. */
const MIN_RISE = 100;

export function backlogs(situation: Observed): Backlog[] {
  return measures(situation, "queue-length").flatMap(({ series, workload }) => {
    const broker = workload ?? onlyBroker(situation, series);
    const shift = shiftOf(series.points);
    if (!shift || shift.after < 3 * shift.before || shift.after - shift.before < MIN_RISE) return [];
    return [
      {
        series,
        queue: QUEUE.map((label) => series.labels[label]).find((name) => name !== undefined) ?? "",
        broker,
        shift,
      },
    ];
  });
}

/** Sums over a queue lose the pod: the only workload of the namespace that runs the product which the metric is of. */
function onlyBroker(situation: Observed, { query, labels }: Series): WorkloadView | undefined {
  const product = productNamed(query);
  const [broker, ...others] = situation.workloads.filter(
    (item) => product && item.ref.namespace === labels.namespace && runs(item, product),
  );
  return others.length === 0 ? broker : undefined;
}
