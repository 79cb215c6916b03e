import { createHash } from "node:crypto";
import type { Finding } from "../../core/finding.ts";
import type { Candidate } from "./candidate.ts";
import { tierOf } from "./tier.ts";
import { fitted } from "./title.ts";
import { severityOf } from "./weight.ts";

/** The root and its effects as findings. Ids are stable: the same code on the same object has the same id everywhere. */
export function toFinding(item: Candidate & { explains?: readonly Candidate[] }): Finding {
  const { rule, draft, key } = item;
  return {
    id: `f${createHash("sha256").update(`${rule.code} ${key}`).digest("hex").slice(0, 10)}`,
    code: rule.code,
    title: fitted(draft.title, draft.object.name),
    object: draft.object,
    role: rule.role,
    tier: tierOf(item),
    severity: severityOf(item),
    confidence: draft.confidence,
    since: draft.since ?? null,
    evidence: [...new Set(draft.evidence.map(({ id }) => id))],
    symptoms: (item.explains ?? []).map((effect) => toFinding(effect)),
    passages: [],
    next: [...(draft.next ?? [])],
    disproof: rule.disproof,
    ...(draft.ruledOut?.length ? { ruledOut: [...draft.ruledOut] } : {}),
  };
}
