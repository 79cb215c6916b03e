import { z } from "zod";

/**
 * How a source answered. `empty` answered with nothing; `truncated` and `stale` answered in part;
 * the rest did not answer, so their silence proves nothing.
 */
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

export const SourceReport = z.object({
  source: z.string(),
  status: SourceStatus,
  /** What was read, or what is missing and why; one line. */
  detail: z.string(),
  asOf: z.string().nullable(),
  durationMs: z.number(),
});
export type SourceReport = z.infer<typeof SourceReport>;

/** May the absence of something in this source's answer be believed? */
export function isComplete(status: SourceStatus): boolean {
  return status === "ok" || status === "empty";
}
