import { createHash } from "node:crypto";
import { z } from "zod";
import { keyOf, ObjectRef } from "./object.ts";

export const EvidenceKind = z.enum(["object", "event", "log", "metric", "alert", "change", "incident"]);
export type EvidenceKind = z.infer<typeof EvidenceKind>;

/** One observed fact. Made from redacted data, never changed afterwards. */
export const Evidence = z.object({
  id: z.string(),
  source: z.string(),
  kind: EvidenceKind,
  objects: z.array(ObjectRef),
  /** When it was true, RFC 3339; `null` when the source does not say. */
  at: z.string().nullable(),
  /** The kubectl command or PromQL that shows it again. */
  query: z.string(),
  /** The fact in one line. */
  text: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type Evidence = z.infer<typeof Evidence>;

/** Evidence with its id: the same fact (source, kind, objects, text) has the same id in every run and every process. */
export function evidence(fact: Omit<Evidence, "id">): Evidence {
  const identity = JSON.stringify([fact.source, fact.kind, fact.objects.map(keyOf), fact.text]);
  return { id: `e${createHash("sha256").update(identity).digest("hex").slice(0, 10)}`, ...fact };
}
