import { z } from "zod";
import type { AuditedCall } from "../core/audit.ts";
import { jsonIn } from "../core/json-in.ts";
import { linesOf, segmentsOf } from "./audit-read.ts";

/** A line of today and of before the chain. */
const AuditLine = z.looseObject({
  time: z.string(),
  phase: z.enum(["begin", "end"]),
  id: z.string(),
  caller: z.string(),
  tool: z.string(),
  input: z.unknown().optional(),
  durationMs: z.number().optional(),
  outcome: z.string().optional(),
  error: z.string().optional(),
  result: z.string().optional(),
});
type AuditLine = z.infer<typeof AuditLine>;

/** Calls of which no end was read yet; more at once are none that still run. */
const MAX_OPEN = 10_000;

/** The calls in a log that begin at or after `since`, each when its end was read, those without one last. */
export async function* callsIn(file: string, since: number): AsyncGenerator<AuditedCall> {
  const open = new Map<string, AuditLine>();
  for await (const { bytes } of linesOf(await segmentsOf(file))) {
    const line = jsonIn(AuditLine, bytes.toString("utf8"));
    if (!line || Date.parse(line.time) < since) continue;
    if (line.phase === "begin") {
      if (open.size < MAX_OPEN) open.set(line.id, line);
      continue;
    }
    const begin = open.get(line.id);
    open.delete(line.id);
    if (begin) yield callOf(begin, line);
  }
  for (const begin of open.values()) yield callOf(begin, undefined);
}

function callOf({ id, time, caller, tool, input }: AuditLine, end: AuditLine | undefined): AuditedCall {
  return {
    id,
    time,
    caller,
    tool,
    status: end?.outcome ?? "open",
    durationMs: end?.durationMs ?? null,
    input,
    error: end?.error ?? null,
    result: end?.result ?? null,
  };
}
