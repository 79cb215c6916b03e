import type { SourceReport } from "../../core/report.ts";
import { fitFindings } from "./fit-findings.ts";
import { BARE, linesOf, NOTE, noteOf, reportsOf, roomy, type Style } from "./frame.ts";
import type { Told } from "./told.ts";

interface Check extends Told {
  reasons: readonly string[];
  noticed: readonly string[];
  sources: readonly SourceReport[];
  omitted: readonly string[];
}

/** The gate's answer in at most `room` characters of JSON: the decision, the first reason and what the sources said stay. */
export function shrinkCheck<C extends Check>(check: C, room: number) {
  const frame = roomy((style) => framed(check, style), room) ?? framed(check, BARE);
  const { told, left } = fitFindings(check, room - JSON.stringify(frame).length - NOTE);
  const notes = count(check) - count(frame);
  return { ...frame, ...told, omitted: [...frame.omitted, ...noteOf(left, notes)] };
}

function framed<C extends Check>(check: C, style: Style) {
  const reasons = linesOf(check.reasons, { ...style, lines: Math.max(1, style.lines) });
  return {
    ...check,
    reasons,
    noticed: linesOf(check.noticed, style),
    findings: [],
    evidence: [],
    passages: [],
    sources: reportsOf(check.sources, style),
    omitted: linesOf(check.omitted, style),
  };
}

function count({ reasons, noticed, omitted }: Pick<Check, "reasons" | "noticed" | "omitted">): number {
  return reasons.length + noticed.length + omitted.length;
}
