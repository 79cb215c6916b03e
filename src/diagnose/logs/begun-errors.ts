import { unwrap } from "../../core/log-envelope.ts";
import type { LogLine, LogStream } from "../../core/observation.ts";
import { timeOf } from "../../core/time.ts";
import { classify } from "./classify.ts";
import { templateOf } from "./template.ts";

/** Errors of one kind that a log holds now and did not hold before. */
export interface BegunErrors {
  stream: LogStream;
  /** The first of them. */
  line: LogLine;
  /** When it was logged, ms since the epoch. */
  at: number;
  count: number;
}

const FRESH_MS = 5 * 60_000;
/** Fewer lines than this, or a smaller part of what is logged, every program has. */
const MIN_LINES = 5;
const MIN_SHARE = 0.1;
/** A log that is quiet for this long before, over this many lines, did not hold the error. */
const QUIET_MS = 5 * 60_000;
const QUIET_LINES = 5;
/** The newest lines are judged. */
const MAX_LINES = 2000;

/**
 * The most frequent error of a log's last minutes that began within it. Errors that a signature knows as another trouble have
 * findings of their own. The log of a program that began after `changed` needs no time before the error.
 */
export function begunErrors(
  stream: LogStream,
  now: number,
  changed = Number.POSITIVE_INFINITY,
): BegunErrors | undefined {
  const lines = stream.lines.slice(-MAX_LINES).flatMap((line) => {
    const at = timeOf(line.at);
    return at === undefined ? [] : [{ line, at }];
  });
  const fresh = lines.filter(({ at }) => at >= now - FRESH_MS);
  const errors = fresh.filter(({ line }) => isOwnError(line.text));
  if (errors.length < MIN_LINES || errors.length < MIN_SHARE * fresh.length) return undefined;
  const byTemplate = Map.groupBy(errors, ({ line }) => messageOf(line.text));
  const [most] = [...byTemplate].sort(([, a], [, b]) => b.length - a.length);
  if (!most || most[1].length < MIN_LINES) return undefined;
  const same = lines.filter(({ line }) => messageOf(line.text) === most[0]);
  const [begin] = same;
  if (!begin) return undefined;
  const before = lines.filter(({ at }) => at < begin.at - QUIET_MS).length;
  const isNew = (lines[0]?.at ?? 0) >= changed || before >= QUIET_LINES;
  return isNew ? { stream, line: begin.line, at: begin.at, count: same.length } : undefined;
}

function messageOf(text: string): string {
  return templateOf(unwrap(text).message || text);
}

const MAY_BE_ERROR = /error|err\b|fatal|panic|severe|critical|exception|crit\b|"level": ?[56]0|^[EF]\d{4} /i;

/** Marked as an error, or an exception that nobody handles, and nothing that tells of another process. */
function isOwnError(text: string): boolean {
  if (!MAY_BE_ERROR.test(text)) return false;
  const known = classify(text)?.class;
  if (known) return known === "unhandled-error";
  const { level } = unwrap(text);
  return level === "error" || level === "fatal";
}
