import type { Scope, Series } from "../../core/observation.ts";
import { MAX_SERIES } from "./bound.ts";
import { classified } from "./classify.ts";
import { ratiosOf } from "./derive.ts";
import { thin } from "./downsample.ts";
import type { Row } from "./reader.ts";
import { signalled } from "./signalled.ts";

const MAX_POINTS = 120;

/**
 * What a recording says about the scope. In a capture that sitrep made, the questions' own answers (the rest is there for
 * people to look at); in any other, what the metrics mean, as far as they are known.
 */
export function recordedSeries(rows: readonly Row[], scope: Scope): Series[] {
  const own = rows.flatMap(({ asked, answer }) =>
    asked ? answer.series.flatMap((item) => signalled(item, asked)) : [],
  );
  return own.length > 0 ? [...ratiosOf(own), ...own] : fromElsewhere(rows, scope);
}

/** What is understood comes first, and what is about the scope before the rest: the end may be cut. */
function fromElsewhere(rows: readonly Row[], { targets }: Scope): Series[] {
  const wanted = new Set(targets.map(({ namespace }) => namespace));
  const series = classified(rows);
  const rank = ({ signal, labels }: Series) => (signal ? 0 : 2) + (wanted.has(labels.namespace ?? "") ? 0 : 1);
  const ranked = [...ratiosOf(series), ...series].sort((a, b) => rank(a) - rank(b)).slice(0, MAX_SERIES);
  return ranked.map((item) => ({ ...item, points: thin(item.points, MAX_POINTS) }));
}
