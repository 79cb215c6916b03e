import { z } from "zod";
import { SourceStatus } from "../report.ts";

/** `capture.json`, the only file besides the objects that must be there. Unknown fields are kept out of the way. */
export const Manifest = z.object({
  version: z.literal(1),
  cluster: z.string().default("captured"),
  takenAt: z.string().refine((text) => !Number.isNaN(Date.parse(text)), "not an RFC 3339 time"),
  window: z.object({ from: z.string(), to: z.string() }).optional(),
  sources: z
    .record(z.string(), z.object({ status: SourceStatus.catch("ok"), detail: z.string().optional() }))
    .default({}),
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
    `kubernetes/logs/${namespace}/${pod}/${container}${previous ? ".previous" : ""}.log.gz`,
  queries: "prometheus/queries.jsonl.gz",
  rules: "prometheus/rules.json",
  alerts: "alertmanager/alerts.json",
} as const;
