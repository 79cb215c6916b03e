import { z } from "zod";
import { type AuditedCall, AuditVerdict, digestOf, AuditedCall as Row } from "../core/audit.ts";
import { SitrepError } from "../core/errors.ts";
import { secondsIn } from "../core/time.ts";
import { defineTool } from "../core/tool.ts";
import { explained } from "./explain.ts";
import { type Installation, installation } from "./installation.ts";

const NOTHING = { hint: "It is off; name a file with --audit FILE or SITREP_AUDIT." };

function logOf({ audit, auditLog }: Installation): Installation["auditLog"] {
  if (audit === "off") throw new SitrepError("setup", "There is no audit log.", NOTHING);
  return auditLog;
}

export const verifyAuditLog = defineTool({
  name: "verify_audit",
  title: "Verify the audit log",
  description: "Is the audit log as it was written? Names the first record that is changed, missing or out of order.",
  effect: "operate",
  checksAudit: true,
  needs: { installation },
  input: z.object({
    head: z
      .string()
      .regex(/^\d+:[0-9a-f]{64}$/, "a head as verify prints it, NUMBER:HASH")
      .optional()
      .describe("A head that was noted elsewhere"),
  }),
  output: AuditVerdict,
  cut: [],
  handler: ({ head }, { installation: here }) => {
    const [seq = "", hash = ""] = head?.split(":") ?? [];
    return logOf(here).verify(head === undefined ? undefined : { seq: Number(seq), hash });
  },
  render({ intact, records, unchained, segments, head, fault }) {
    const before = unchained > 0 ? `, ${unchained} bytes of before the chain or cut in half, vouched for` : "";
    const read = `${records} records in ${segments.join(", ") || "no file"}${before}`;
    const newest = head ? [`head ${head.seq}:${head.hash}`] : [];
    if (intact || !fault) return [`intact: ${read}`, ...newest].join("\n");
    return `NOT INTACT: record ${fault.record} is ${fault.what}: ${fault.said} (${fault.segment}, line ${fault.line})\nuntil there ${read}`;
  },
});

export const showAuditLog = defineTool({
  name: "show_audit",
  title: "Show the audit log",
  description: "Calls of the audit log, latest last.",
  effect: "operate",
  checksAudit: true,
  needs: { installation },
  input: z.object({
    caller: z.string().optional().describe("Only calls of this caller"),
    tool: z.string().optional().describe("Only calls of this tool"),
    status: z
      .string()
      .optional()
      .describe("Only calls that ended so: ok, input, denied, limited, unavailable, setup, open"),
    since: z.string().optional().describe("Only calls since then: 1h, 7d, or an RFC 3339 time"),
    limit: z.coerce.number().int().min(1).max(10_000).default(50).describe("Calls at most, the latest"),
  }),
  output: z.object({ calls: z.array(Row), omitted: z.array(z.string()) }),
  cut: [],
  async handler({ caller, tool, status, since, limit }, { installation: here }) {
    const isMeant = (call: AuditedCall) =>
      (caller === undefined || call.caller === caller) &&
      (tool === undefined || call.tool === tool) &&
      (status === undefined || call.status === status);
    let calls: AuditedCall[] = [];
    let found = 0;
    for await (const call of logOf(here).calls(startOf(since)))
      if (isMeant(call)) {
        found++;
        calls.push(call);
        if (calls.length > 2 * limit) calls = calls.slice(-limit);
      }
    const omitted = found > limit ? [`${found - limit} earlier calls; raise --limit or narrow with --since`] : [];
    return { calls: calls.slice(-limit), omitted };
  },
  render: ({ calls, omitted }) =>
    [...calls.map(lineOf), ...omitted.map((line) => `left out: ${line}`)].join("\n") || "no calls",
});

function lineOf({ id, time, caller, tool, status, durationMs, input, error }: AuditedCall): string {
  const took = durationMs === null ? "" : `  ${durationMs} ms`;
  return `${time}  ${id}  ${caller}  ${tool}  ${status}${took}  ${error ?? JSON.stringify(input ?? {}).slice(0, 120)}`;
}

function startOf(since: string | undefined): number {
  if (since === undefined) return Number.NEGATIVE_INFINITY;
  const start = /^\d{1,6}[mhd]$/.test(since) ? Date.now() - secondsIn(since) * 1000 : Date.parse(since);
  if (!Number.isNaN(start)) return start;
  throw new SitrepError("input", `--since ${since} is no time.`, {
    hint: "Write 30m, 12h, 7d or 2026-12-01T08:00:00Z.",
  });
}

export const explainCall = defineTool({
  name: "explain_call",
  title: "Explain a call",
  description:
    "Why a call was answered so: what it was taken to be about, what was read, which rules fired, what else was found.",
  effect: "operate",
  checksAudit: true,
  needs: { installation },
  input: z.object({ id: z.string().min(8).max(36).describe("The call's id, or its beginning, as audit show has it") }),
  output: z.object({
    call: Row,
    /** The answer is kept, and is the one that was given; `null` when it is not kept. */
    proven: z.boolean().nullable(),
    answer: z.record(z.string(), z.unknown()).nullable(),
  }),
  cut: [],
  async handler({ id }, { installation: here }) {
    const log = logOf(here);
    const found: AuditedCall[] = [];
    for await (const call of log.calls(Number.NEGATIVE_INFINITY)) if (call.id.startsWith(id)) found.push(call);
    const [call, other] = found;
    if (!call || other)
      throw new SitrepError(
        "input",
        `${other ? "Several calls have ids" : "No call has an id"} that begins with ${id}.`,
        {
          hint: "sitrep audit show lists calls with their ids.",
        },
      );
    const answer = (await log.answer(call.id)) ?? null;
    return { call, answer, proven: answer && digestOf(answer) === call.result };
  },
  render: ({ call, proven, answer }) => explained(call, proven, answer),
});
