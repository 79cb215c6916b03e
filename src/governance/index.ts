import type { Handle } from "../core/call.ts";
import type { Effect, ToolInfo } from "../core/tool.ts";
import { limitAtOnce } from "./at-once.ts";
import { type AuditSink, audit } from "./audit.ts";
import { boundary } from "./boundary.ts";
import { compose } from "./compose.ts";
import type { KeptAnswers } from "./kept-answers.ts";
import { policy } from "./policy.ts";
import { type Limits, rateLimit } from "./rate-limit.ts";
import { redactResult } from "./redact.ts";
import { limitSize } from "./size.ts";

export interface Governance {
  /** What can be called, by name. */
  tools: ReadonlyMap<string, ToolInfo>;
  log: (message: string, error: unknown) => void;
  audit: AuditSink;
  /** Where answers are kept to be explained; nowhere when absent. */
  answers?: KeptAnswers;
  limits: Limits;
  effects: readonly Effect[];
}

/** What surrounds every call, outermost first. Audit stands around limit and policy, so that refusals leave a trace. */
export function govern({ tools, log, audit: sink, answers, limits, effects }: Governance, handle: Handle): Handle {
  return compose(
    [
      boundary(log),
      audit(sink, tools, answers),
      limitSize,
      rateLimit(limits),
      policy(tools, effects),
      limitAtOnce(limits.atOnce),
      redactResult,
    ],
    handle,
  );
}
