import type { Missing } from "../../core/missing.ts";
import type { SourceReport } from "../../core/report.ts";
import { cut } from "./told.ts";

/** How much is written around the findings: lengths in characters, counts of lines. */
export interface Style {
  /** Share of the room that the frame may take; the rest is for findings. */
  share: number;
  text: number;
  targets: number;
  /** Lines of a list, and their length. */
  lines: number;
  line: number;
  /** Of a report's words; those of a source that answered in full go first. */
  detail: number;
  missing: number;
  /** Sources that were never asked. */
  unconfigured: boolean;
}

const WHOLE: Style = {
  share: 1 / 3,
  text: 500,
  targets: 5,
  lines: 12,
  line: 240,
  detail: 400,
  missing: 6,
  unconfigured: true,
};
const SHORT: Style = {
  share: 1 / 2,
  text: 240,
  targets: 2,
  lines: 3,
  line: 160,
  detail: 60,
  missing: 2,
  unconfigured: true,
};
export const BARE: Style = {
  share: 1,
  text: 80,
  targets: 1,
  lines: 0,
  line: 80,
  detail: 16,
  missing: 0,
  unconfigured: false,
};

/** The fullest frame that leaves the findings their share; `undefined` when that is the bare one. */
export function roomy<F>(framed: (style: Style) => F, room: number): F | undefined {
  return [WHOLE, SHORT]
    .map((style) => ({ frame: framed(style), share: style.share }))
    .find(({ frame, share }) => JSON.stringify(frame).length <= share * room)?.frame;
}

export function linesOf(lines: readonly string[], { lines: count, line }: Style): string[] {
  return lines.slice(0, count).map((text) => cut(text, line));
}

/** How complete a source is always stays; which parts are missing is told by the first. */
export function reportsOf(reports: readonly SourceReport[], style: Style): SourceReport[] {
  return reports
    .filter(({ status }) => style.unconfigured || status !== "not-configured")
    .map((report) => ({
      ...report,
      detail: report.status === "ok" && style !== WHOLE ? "" : cut(report.detail, style.detail),
      missing: report.missing.slice(0, style.missing).map((part) => shortened(part, style.detail)),
    }));
}

function shortened(part: Missing, length: number): Missing {
  return { ...part, what: cut(part.what, length), why: cut(part.why, length) };
}

/** Characters kept for the line that says what was left out. */
export const NOTE = 260;

/** How to get what was left out, and what that is; nothing when nothing was. */
export function noteOf(left: readonly string[], notes: number): string[] {
  const all = [...left, ...(notes > 0 ? [`${notes} further notes`] : [])];
  return all.length === 0 ? [] : [`over max_tokens, ask with more or about one workload: ${all.join(", ")}`];
}
