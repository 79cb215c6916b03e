import { createHash } from "node:crypto";
import { z } from "zod";

/** Whether a log is as it was written, and if not, the first record for which that shows. */
export const AuditVerdict = z.object({
  intact: z.boolean(),
  /** Records of the chain that were read. */
  records: z.int(),
  /** Bytes that the chain vouches for and that are no records: a log of before the chain, lines that were cut in half. */
  unchained: z.int(),
  segments: z.array(z.string()),
  /** Number and hash of the newest record: noted elsewhere, they show later that nothing before was rewritten. */
  head: z.object({ seq: z.int(), hash: z.string() }).nullable(),
  /** `record` is the number of the first one that is not as it was; `line` counts in its segment. */
  fault: z
    .object({
      what: z.enum(["changed", "missing", "reordered"]),
      record: z.int(),
      segment: z.string(),
      line: z.int(),
      said: z.string(),
    })
    .nullable(),
});
export type AuditVerdict = z.infer<typeof AuditVerdict>;

/** One call, from its two lines. */
export const AuditedCall = z.object({
  id: z.string(),
  time: z.string(),
  caller: z.string(),
  tool: z.string(),
  /** `ok`, the kind of the refusal, or `open`: no line says how it ended. */
  status: z.string(),
  durationMs: z.number().nullable(),
  input: z.unknown(),
  error: z.string().nullable(),
  /** What proves the answer: `sha256:…`. */
  result: z.string().nullable(),
});
export type AuditedCall = z.infer<typeof AuditedCall>;

/** What the person at the command line may read of the audit log. */
export interface AuditLog {
  /** `anchor` is a head that was noted elsewhere: it must be in the chain. */
  verify(anchor?: { seq: number; hash: string }): Promise<AuditVerdict>;
  /** Every call that begins at or after `since` (ms since the epoch), in order. */
  calls(since: number): AsyncIterable<AuditedCall>;
  /** The answer to a call, while it is kept. */
  answer(id: string): Promise<Record<string, unknown> | undefined>;
}

/** Proves later which answer was given without keeping it. */
export function digestOf(data: Record<string, unknown>): string {
  return `sha256:${createHash("sha256").update(JSON.stringify(data)).digest("hex")}`;
}
