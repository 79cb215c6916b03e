/** The longest time between two runs of a plain schedule in ms: every n minutes, every hour, every day. */
export function periodOf(schedule = ""): number | undefined {
  const named = NAMED[schedule.trim()];
  if (named !== undefined) return named;
  const [minute = "", hour, day, month, weekday, ...more] = schedule.trim().split(/\s+/);
  if (more.length > 0 || [day, month, weekday].some((field) => field !== "*")) return undefined;
  const step = /^\*(?:\/(\d{1,2}))?$/.exec(minute);
  if (step && hour === "*") return Number(step[1] ?? 1) * MINUTE;
  if (!/^\d{1,2}$/.test(minute)) return undefined;
  if (hour === "*") return 60 * MINUTE;
  return /^\d{1,2}$/.test(hour ?? "") ? 24 * 60 * MINUTE : undefined;
}

const MINUTE = 60_000;
const NAMED: Record<string, number> = {
  "@hourly": 60 * MINUTE,
  "@daily": 24 * 60 * MINUTE,
  "@midnight": 24 * 60 * MINUTE,
};
