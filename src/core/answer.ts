import { z } from "zod";
import { Evidence } from "./evidence.ts";
import { Finding } from "./finding.ts";
import { Passage } from "./passage.ts";
import { SourceReport } from "./report.ts";
import { Target } from "./target.ts";

/**
 * `broken` and `degraded` need harm. `healthy` needs every source that the verdict rests on, nothing noticed that should not
 * be so, and a question that is no complaint; anything less is `unknown`.
 */
export const Verdict = z.enum(["broken", "degraded", "healthy", "unknown"]);
export type Verdict = z.infer<typeof Verdict>;

/** The whole answer to a question. Every finding's evidence and passages are in it. */
export const Answer = z.object({
  question: z.string(),
  verdict: Verdict,
  headline: z.string(),
  /** The time that "now" means in it, RFC 3339. */
  asOf: z.string(),
  targets: z.array(Target),
  /** Root causes first, the best first; what a cause explains is in its `symptoms`. */
  findings: z.array(Finding),
  evidence: z.array(Evidence),
  passages: z.array(Passage),
  sources: z.array(SourceReport),
  /** What was left out, and how to get it. */
  omitted: z.array(z.string()),
});
export type Answer = z.infer<typeof Answer>;
