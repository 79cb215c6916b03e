import { oneLine } from "../../../core/untrusted.ts";

const LONGEST = 240;
const HEAD = 70;
/** The scheduler's second thoughts say nothing of why the first failed. */
const PREEMPTION = /(?:,? ?no new claims to deallocate)?[,.]? ?preemption: .*$/;

/**
 * A controller's words in a line: errors are wrapped from the outside in, so of a long one the beginning says what was tried
 * and the end says why it failed.
 */
export function told(reason: string, message: string): string {
  const line = oneLine([reason, message].filter(Boolean).join(": "), 10_000).replace(PREEMPTION, "");
  if (line.length <= LONGEST) return line;
  return `${line.slice(0, HEAD).trimEnd()} … ${line.slice(HEAD - LONGEST).trimStart()}`;
}
