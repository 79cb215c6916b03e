import { randomUUID } from "node:crypto";
import { digestOf } from "../core/audit.ts";
import type { Call } from "../core/call.ts";
import { messageOf, SitrepError } from "../core/errors.ts";
import { redactDeep } from "../core/redact/redact.ts";
import type { ToolInfo } from "../core/tool.ts";
import { oneLine } from "../core/untrusted.ts";
import { sha256 } from "./audit-chain.ts";
import type { Stage } from "./compose.ts";
import { type KeptAnswers, NO_ANSWERS } from "./kept-answers.ts";

/** Where audit lines go; the default appends to a file. Throws when a line cannot be kept. */
export type AuditSink = (line: Record<string, unknown>) => Promise<void>;

/**
 * One JSON line when a call begins and one when it ends, refusals and unknown tools included: it stands around limit and
 * policy. No record, no call: a sink that cannot be written to refuses the call before anything is read.
 */
export function audit(sink: AuditSink, tools: ReadonlyMap<string, ToolInfo>, answers: KeptAnswers = NO_ANSWERS): Stage {
  return async function recordCall(call, next) {
    const tool = tools.get(call.tool);
    const keep: AuditSink = (line) => sink(redactDeep(line));
    const record: AuditSink = tool?.checksAudit ? (line) => keep(line).catch(() => {}) : keep;
    const entry = entryOf(call, tool);
    const began = performance.now();
    await record({ time: now(), ...entry, phase: "begin", input: kept(call.input) });
    const end = (outcome: Record<string, unknown>) =>
      record({ time: now(), ...entry, phase: "end", durationMs: Math.round(performance.now() - began), ...outcome });
    try {
      const result = await next(call);
      await answers.keep(entry.id, result.data);
      await end({ outcome: "ok", result: digestOf(result.data) });
      return result;
    } catch (error) {
      await end({ outcome: error instanceof SitrepError ? error.kind : "internal", error: messageOf(error) });
      throw error;
    }
  };
}

function now(): string {
  return new Date().toISOString();
}

/** What both lines of a call say. A name that is no tool's is the caller's own words. */
function entryOf({ tool: name, caller }: Call, tool: ToolInfo | undefined) {
  return {
    id: newId(),
    caller: caller.id,
    session: caller.session,
    tool: tool?.name ?? oneLine(name, 60),
    effect: tool?.effect ?? "none",
  };
}

/** A version 7 UUID (RFC 9562): ids sort by the time at which the call began. */
function newId(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  const rest = randomUUID().slice(15);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest}`;
}

/** Characters of JSON; a pasted stack trace is kept, a pasted log file is not. */
const MAX_INPUT = 4_096;

/** The input; beyond a size only what proves later which one it was. */
function kept(input: unknown): unknown {
  const text = JSON.stringify(input) ?? "null";
  return text.length <= MAX_INPUT ? input : { sha256: sha256(text), characters: text.length };
}
