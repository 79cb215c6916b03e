import type { Scope, Series } from "../../core/observation.ts";
import { classified } from "./classify.ts";
import { ratiosOf } from "./derive.ts";
import type { Row } from "./rows.ts";
import { signalled } from "./signalled.ts";

/**
 * What a recording says about the scope. In a capture that sitrep made, the questions' own answers (the rest is there for
 * people to look at); in any other, what the metrics mean, as far as they are known.
 */
export function recordedSeries(rows: readonly Row[], { targets }: Scope): Series[] {
  const own = rows.flatMap(({ asked, answer }) =>
    asked ? answer.series.flatMap((item) => signalled(item, asked)) : [],
  );
  const series = own.length > 0 ? own : classified(rows);
  const wanted = new Set(targets.map(({ namespace }) => namespace));
  const nearFirst = Map.groupBy([...series, ...ratiosOf(series)], ({ labels }) => wanted.has(labels.namespace ?? ""));
  return [...(nearFirst.get(true) ?? []), ...(nearFirst.get(false) ?? [])];
}
