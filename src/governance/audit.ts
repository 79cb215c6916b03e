import { createHash, randomUUID } from "node:crypto";
import { appendFile, mkdir } from "node:fs/promises";
import path from "node:path";
import type { Call, Result } from "../core/call.ts";
import { messageOf, SitrepError } from "../core/errors.ts";
import { redactDeep } from "../core/redact.ts";
import type { Stage } from "./compose.ts";

/** Where audit lines go; the default appends to a file. */
export type AuditSink = (line: Record<string, unknown>) => Promise<void>;

/**
 * One JSON line when a call begins and one when it ends, refusals included: it stands around limit and policy.
 * No record, no call: a sink that cannot be written to refuses the call before anything is read.
 */
export function audit(sink: AuditSink): Stage {
  return async function recordCall(call, next) {
    const id = randomUUID();
    const began = performance.now();
    await sink({ ...entry(id, call), phase: "begin", input: redactDeep(call.input) });
    const end = (outcome: Record<string, unknown>) =>
      sink({ ...entry(id, call), phase: "end", durationMs: Math.round(performance.now() - began), ...outcome });
    try {
      const result = await next(call);
      await end({ outcome: "ok", result: digest(result) });
      return result;
    } catch (error) {
      await end({ outcome: error instanceof SitrepError ? error.kind : "internal", error: messageOf(error) });
      throw error;
    }
  };
}

function entry(id: string, { tool, caller }: Call) {
  return {
    time: new Date().toISOString(),
    id,
    caller: caller.id,
    session: caller.session,
    tool: tool.name,
    effect: tool.effect,
  };
}

/** Proves later which answer was given without keeping it. */
function digest({ data }: Result): string {
  return `sha256:${createHash("sha256").update(JSON.stringify(data)).digest("hex")}`;
}

/** Appends JSON lines to a file, readable by its owner only. */
export function fileSink(file: string): AuditSink {
  let isReady = false;
  return async (line) => {
    try {
      if (!isReady) await mkdir(path.dirname(file), { recursive: true });
      isReady = true;
      await appendFile(file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    } catch (error) {
      throw new SitrepError("setup", `The audit log ${file} cannot be written: ${messageOf(error)}.`, {
        cause: error,
        hint: "Name a writable file with --audit FILE or SITREP_AUDIT, or turn it off with --audit off.",
      });
    }
  };
}
