import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { tooOften } from "../core/errors.ts";
import type { Stage } from "./compose.ts";

/** Calls a minute, of one session over all tools and for one tool; calls of one caller at once. */
export interface Limits {
  perSession: number;
  perTool: number;
  atOnce: number;
}

/** Refuses a session that calls too often, and says when to come back. Counts are kept in this process. */
export function rateLimit({ perSession, perTool }: Pick<Limits, "perSession" | "perTool">): Stage {
  const session = new RateLimiterMemory({ points: perSession, duration: 60 });
  const tool = new RateLimiterMemory({ points: perTool, duration: 60 });
  return async function limitRate(call, next) {
    await take(session, call.caller.session, `${perSession} calls a minute per session`);
    await take(tool, `${call.caller.session} ${call.tool}`, `${perTool} calls of ${call.tool} a minute`);
    return next(call);
  };
}

async function take(limiter: RateLimiterMemory, key: string, limit: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw tooOften(`Too many calls: the limit is ${limit}.`, refused.msBeforeNext);
  }
}
