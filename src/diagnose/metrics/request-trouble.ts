import type { Course, Requests } from "./requests.ts";
import type { Shift } from "./shift.ts";

/** Fewer failed requests than this in the window are chance. */
const MIN_ERRORS = 10;
/** Rise of the share of failed requests: at least this much, and at least threefold. */
const ERROR_RISE = 0.01;
/** Without a before, only a share that no service is run with. */
const ERROR_FLAT = 0.1;
/** Rise of a duration: at least this many seconds, and at least twofold. */
const LATENCY_RISE = 0.05;
const WINDOW_SECONDS = 900;

/** Where requests fail more than before; `shift` is missing when they failed all the time that was seen. */
export function failing({ errors, rate }: Requests): { course: Course; shift: Shift | undefined } | undefined {
  if (!errors) return undefined;
  const { shift, now } = errors;
  const count = rate === undefined ? Infinity : rate.now * now * WINDOW_SECONDS;
  if (count < MIN_ERRORS) return undefined;
  if (shift) {
    const rise = shift.after - shift.before;
    return rise >= ERROR_RISE && shift.after >= 3 * shift.before ? { course: errors, shift } : undefined;
  }
  return now >= ERROR_FLAT ? { course: errors, shift } : undefined;
}

/** Where requests take longer than before. */
export function slow({ latency }: Requests): { course: Course; shift: Shift } | undefined {
  const shift = latency?.shift;
  if (!latency || !shift) return undefined;
  return shift.after - shift.before >= LATENCY_RISE && shift.after >= 2 * shift.before
    ? { course: latency, shift }
    : undefined;
}
