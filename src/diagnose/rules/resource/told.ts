import { oneLine } from "../../../core/untrusted.ts";

/** The scheduler's second thoughts say nothing of why the first failed. */
const PREEMPTION = /(?:,? ?no new claims to deallocate)?[,.]? ?preemption: .*$/;

/** A controller's words in a line, for a title: what is too long for one is cut in its middle there. */
export function told(reason: string, message: string): string {
  return oneLine([reason, message].filter(Boolean).join(": "), 10_000).replace(PREEMPTION, "");
}
