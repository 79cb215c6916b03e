import type { LogLine } from "../../core/observation.ts";
import { timeOf } from "../../core/time.ts";
import { scrubText } from "./scrub.ts";

/** A line longer than this is a dump, and its beginning says which. */
const MAX_LINE = 4_000;
/** What the kubelet sends, with status 200 and without a time, in place of a log that is deleted: no word of the program's. */
const DELETED = /^unable to retrieve container logs for \S+$/;
/** The kubelet's time, and what the container runtime writes on disk between it and the text: stream, full or partial. */
const STAMPED = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) (?:(?:stdout|stderr) [FP] )?(.*)$/s;

/** The last `tail` lines of a container's log, with the kubelet's times where it has them; none from before `since` (ms). */
export function logLines(text: string, tail: number, since?: number): { lines: LogLine[]; truncated: boolean } {
  const all = text.split(/\r?\n/).filter((line) => line !== "" && !DELETED.test(line));
  const lines = all.slice(-tail).map(logLine);
  const wanted = since === undefined ? lines : lines.filter(({ at }) => (timeOf(at) ?? since) >= since);
  return { lines: wanted, truncated: all.length > tail };
}

function logLine(line: string): LogLine {
  const [, at, rest] = STAMPED.exec(line) ?? [];
  const text = scrubText((rest ?? line).slice(0, MAX_LINE));
  return at === undefined ? { text } : { at, text };
}
