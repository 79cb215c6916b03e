import type { LogLine } from "../../core/observation.ts";
import { admitText } from "./admit.ts";

/** A line longer than this is a dump, and its beginning says which. */
const MAX_LINE = 4_000;
const STAMPED = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) (.*)$/s;
/** What the container runtime writes on disk: time, stream, full or partial. */
const CRI = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) (?:stdout|stderr) [FP] (.*)$/s;

/** The last `tail` lines of a container's log, with the kubelet's times where it has them. */
export function logLines(text: string, tail: number): { lines: LogLine[]; truncated: boolean } {
  const all = text.split(/\r?\n/).filter((line) => line !== "");
  const lines = all.slice(-tail).map((line): LogLine => {
    const [, at, rest] = CRI.exec(line) ?? STAMPED.exec(line) ?? [];
    const said = admitText((rest ?? line).slice(0, MAX_LINE));
    return at === undefined ? { text: said } : { at, text: said };
  });
  return { lines, truncated: all.length > tail };
}
