import { z } from "zod";
import { Missing, missing, type Reason } from "../missing.ts";
import { SourceStatus } from "../report.ts";
import { oneLine } from "../untrusted.ts";
import { segment } from "./inside.ts";

/** Whoever wrote it. */
const Line = z.string().transform((text) => oneLine(text, 300));

/** How a source answered when the capture was taken. */
const RecordedSource = z.object({
  status: SourceStatus.catch("ok"),
  detail: Line.optional().catch(undefined),
  /** What could not be read; other programs say no more than the status. */
  missing: z.array(Missing).optional().catch(undefined),
});

/** `capture.json`, the only file besides the objects that must be there. Unknown fields are kept out of the way. */
export const Manifest = z.object({
  version: z.literal(1),
  cluster: Line.default("captured"),
  takenAt: z.string().refine((text) => !Number.isNaN(Date.parse(text)), "not an RFC 3339 time"),
  window: z.object({ from: z.string(), to: z.string() }).optional(),
  sources: z.record(z.string(), RecordedSource).default({}),
});
export type Manifest = z.infer<typeof Manifest>;

/** Where things lie in a capture. A name ending in .gz may also lie there without it. */
export const LAYOUT = {
  manifest: "capture.json",
  objects: "kubernetes/objects.json.gz",
  /** Kinds that could not be listed when the capture was taken, with the reason; may be absent. */
  unlisted: "kubernetes/unlisted.json",
  logs: "kubernetes/logs",
  log: (namespace: string, pod: string, container: string, previous: boolean) =>
    `kubernetes/logs/${segment(namespace)}/${segment(pod)}/${segment(container)}${previous ? ".previous" : ""}.log.gz`,
  queries: "prometheus/queries.jsonl.gz",
  rules: "prometheus/rules.json",
  alerts: "alertmanager/alerts.json",
} as const;

const WHOLE: ReadonlySet<SourceStatus> = new Set(["ok", "empty", "not-configured"]);

/** What a capture lacks of a source because it could not be read then. */
export function lackedWhenRecorded(source: string, { status, detail, missing: lacks }: Recorded = WELL): Missing[] {
  if (lacks) return lacks;
  return WHOLE.has(status)
    ? []
    : [missing(source, REASONS[status] ?? "failed", `${status} when recorded: ${detail ?? ""}`)];
}
type Recorded = z.output<typeof RecordedSource>;
const WELL: Recorded = { status: "ok" };
const REASONS: Partial<Record<SourceStatus, Reason>> = {
  denied: "denied",
  "timed-out": "timed-out",
  truncated: "limited",
  stale: "stale",
};
