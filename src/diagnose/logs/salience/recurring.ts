import { duration, timeOf } from "../../../core/time.ts";
import { sightingsIn } from "../sightings.ts";
import type { LogClass } from "../signature.ts";
import type { Telling } from "./telling.ts";

/** Twice may be chance. */
const OFTEN = 3;
/** One line in so many: fewer are told only when they are many. */
const RARE = 100;
const MANY = 10;
/** What was last logged before this is over. */
const RECENT_MS = 15 * 60_000;
/** The same for logs without times, in lines from the end. */
const RECENT_LINES = 100;

/** An error of the program's own that it logs time and again, and lately. */
export function recurs(told: Telling, now: number): boolean {
  const { state, level, weight, sighting, count, stream, last } = told;
  if (isOver(told, now)) return false;
  if (state !== "serving" || count < OFTEN) return false;
  if (count < MANY && count * RARE < stream.lines.length) return false;
  const own = sighting === undefined || OF_THE_PROGRAM.has(sighting.class) || isWholeStory(told);
  const isError = level === "error" || level === "fatal" || (level === undefined && weight >= 4.5);
  const at = timeOf(stream.lines[last]?.at);
  const recent = at === undefined ? last >= stream.lines.length - RECENT_LINES : at > now - RECENT_MS;
  return own && isError && recent;
}

/** What ends a program that starts is told of its crash; one that runs on logs it. */
const OF_THE_PROGRAM = new Set<LogClass>([
  "unhandled-error",
  "config-missing",
  "config-invalid",
  "file-missing",
  "file-permission",
  "license",
  "memory-killed",
]);

/** A wrapper that nothing below it explains: `Post "https://…": ` and a reason that no signature knows. */
function isWholeStory({ sighting, stream }: Telling): boolean {
  return sighting?.class === "wrapper" && sightingsIn(stream).length === 0;
}

/** One burst, and silence for so many times its length and so many ms at least. */
const SILENCE = 4;
const LEAST_SILENCE_MS = 60_000;

function isOver({ stream, first, last }: Telling, now: number): boolean {
  const [begin, end] = [timeOf(stream.lines[first]?.at), timeOf(stream.lines[last]?.at)];
  if (begin === undefined || end === undefined) return false;
  return now - end > Math.max(LEAST_SILENCE_MS, SILENCE * (end - begin));
}

/** `12 times in 40 min`, `30 of 200 lines` where the log has no times. */
export function rateOf({ count, stream, first, last }: Telling): string {
  const [begin, end] = [timeOf(stream.lines[first]?.at), timeOf(stream.lines[last]?.at)];
  if (begin === undefined || end === undefined || end - begin < 1000) return `${count} of ${stream.lines.length} lines`;
  return `${count} times in ${duration(end - begin)}`;
}
