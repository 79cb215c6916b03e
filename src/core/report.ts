import { z } from "zod";
import { grouped, Missing, told } from "./missing.ts";
import { oneLine } from "./untrusted.ts";

/** How a source answered, in one word for people. What may be concluded from it is in `completeness` and `missing`. */
export const SourceStatus = z.enum([
  "ok",
  "empty",
  "truncated",
  "stale",
  "denied",
  "timed-out",
  "unreachable",
  "not-configured",
]);
export type SourceStatus = z.infer<typeof SourceStatus>;

/** `answered` everything that a verdict needs of it · `partly` · `not`: its silence proves nothing. */
export const Completeness = z.enum(["answered", "partly", "not"]);
export type Completeness = z.infer<typeof Completeness>;

export const SourceReport = z.object({
  source: z.string(),
  status: SourceStatus,
  completeness: Completeness,
  /** What the answer lacks, and why. */
  missing: z.array(Missing),
  /** What was read, or why nothing was; one line. */
  detail: z.string(),
  asOf: z.string().nullable(),
  durationMs: z.number(),
  /** Something to change, although the source answers. */
  warning: z.string().optional(),
});
export type SourceReport = z.infer<typeof SourceReport>;

interface Read {
  source: string;
  /** Whether anything was found; an answer without anything is `empty`. */
  found: boolean;
  /** Whether any question was answered at all; true when absent. */
  answered?: boolean;
  missing?: readonly Missing[];
  detail: string;
  asOf: string | null;
  /** A `performance.now()`. */
  began: number;
}

/** The report of a source that was read: its status and completeness follow from what is missing, and from nothing else. */
export function reportOf({ source, found, answered = true, missing = [], detail, asOf, began }: Read): SourceReport {
  const completeness = !answered ? "not" : missing.some(({ decisive }) => decisive) ? "partly" : "answered";
  return {
    source,
    status: statusFrom(completeness, missing, found),
    completeness,
    missing: grouped(missing),
    detail: oneLine(detail, 400),
    asOf,
    durationMs: Math.round(performance.now() - began),
  };
}

/** A source that nobody set up. Nothing was promised of it. */
export function notConfigured(source: string): SourceReport {
  const nothing = { detail: "", asOf: null, durationMs: 0, missing: [] };
  return { source, status: "not-configured", completeness: "not", ...nothing };
}

/** The report with more that is missing: of what a capture holds, what could not be read when it was taken. */
export function withMissing(report: SourceReport, more: readonly Missing[]): SourceReport {
  if (more.length === 0) return report;
  const isThere = report.completeness !== "not";
  const completeness = isThere && more.some(({ decisive }) => decisive) ? "partly" : report.completeness;
  const missing = [...report.missing, ...more];
  return {
    ...report,
    status: completeness === "answered" ? report.status : statusFrom(completeness, missing, report.status !== "empty"),
    completeness,
    missing: grouped(missing),
    detail: oneLine([report.detail, ...grouped(more).map(told)].filter(Boolean).join("; "), 400),
  };
}

function statusFrom(completeness: Completeness, missing: readonly Missing[], found: boolean): SourceStatus {
  const decisive = missing.filter((part) => part.decisive);
  const all = (reason: Missing["reason"]) => decisive.every((part) => part.reason === reason);
  const some = (reason: Missing["reason"]) => decisive.some((part) => part.reason === reason);
  if (completeness === "answered") return found ? "ok" : "empty";
  if (completeness === "partly") return all("absent") ? "empty" : some("stale") ? "stale" : "truncated";
  return all("denied") ? "denied" : some("timed-out") ? "timed-out" : "unreachable";
}
