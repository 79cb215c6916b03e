import type { Score } from "./score.ts";

/** One line of the table: a family, or all of them. Counts of cases. */
export interface Row {
  family: string;
  cases: number;
  object: number;
  cause: number;
  both: number;
  falseAlarms: number;
  abstained: number;
  /** First findings of high confidence, and how many of them were right in object and cause. */
  high: number;
  highRight: number;
}

/** The scores by family in alphabetical order, and `all` last. */
export function rowsOf(scores: readonly Score[]): Row[] {
  const families = [...Map.groupBy(scores, ({ family }) => family)].sort(([a], [b]) => a.localeCompare(b));
  return [...families.map(([family, own]) => rowOf(family, own)), rowOf("all", scores)];
}

function rowOf(family: string, scores: readonly Score[]): Row {
  const count = (is: (score: Score) => boolean) => scores.filter(is).length;
  const right = ({ object, cause }: Score) => object && cause;
  const high = ({ confidence }: Score) => confidence === "high";
  return {
    family,
    cases: scores.length,
    object: count(({ object }) => object),
    cause: count(({ cause }) => cause),
    both: count(right),
    falseAlarms: count(({ falseAlarm }) => falseAlarm),
    abstained: count(({ abstained }) => abstained),
    high: count(high),
    highRight: count((item) => high(item) && right(item)),
  };
}

const HEADS = ["family", "cases", "object@1", "cause@1", "both", "false alarms", "abstained", "high and right"];

/** The rows as text, in columns. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [HEADS, ...rows.map(cellsOf)];
  const widths = HEADS.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  "),
    )
    .join("\n");
}

function cellsOf({ family, cases, object, cause, both, falseAlarms, abstained, high, highRight }: Row): string[] {
  const share = (part: number, whole = cases) => (whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`);
  return [
    family,
    `${cases}`,
    share(object),
    share(cause),
    share(both),
    `${falseAlarms}`,
    `${abstained}`,
    share(highRight, high),
  ];
}
