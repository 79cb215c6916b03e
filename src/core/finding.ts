import { z } from "zod";
import { ObjectRef } from "./object.ts";

export const Severity = z.enum(["critical", "warning", "info"]);
export type Severity = z.infer<typeof Severity>;

/** `high` is meant to be right at least 95 times in 100 on recorded incidents. */
export const Confidence = z.enum(["high", "medium", "low"]);
export type Confidence = z.infer<typeof Confidence>;

/**
 * `harm`: somebody suffers from it (requests fail, pods are not ready, work is not done, an alert fires, a deletion, rollout or
 * claim that somebody waits for hangs). `noticed`: it is off, and nothing observed suffers from it; it never makes a verdict
 * `broken` or `degraded`.
 */
export const Tier = z.enum(["harm", "noticed"]);
export type Tier = z.infer<typeof Tier>;

/** A next step. A command that changes anything says so; sitrep never runs it by itself. */
export const Step = z.object({ text: z.string(), command: z.string().optional(), changes: z.boolean() });
export type Step = z.infer<typeof Step>;

/**
 * Why a root comes before the next one of tier harm: the part of the comparison that weighs most for it. `quoted`: the question
 * quotes what shows it. `time`: the other is old and has no new effects. `severity`: what comes of it is worse. `cause`: it is
 * less often only an effect of something else. `reach`: it explains more. `confidence`: its evidence is stronger.
 * `specificity`: it says more precisely what to change. `name`: nothing tells the two apart.
 */
export const RankReason = z.enum(["quoted", "time", "severity", "cause", "reach", "confidence", "specificity", "name"]);
export type RankReason = z.infer<typeof RankReason>;

/** `over`: the id of the finding that comes next; an answer that is cut to `max_tokens` may not hold it. */
export const Rank = z.object({ over: z.string(), reason: RankReason, said: z.string() });
export type Rank = z.infer<typeof Rank>;

/** What looks like the cause and is not: without it the trouble would be the same. */
export const RuledOut = z.object({ object: ObjectRef, said: z.string() });
export type RuledOut = z.infer<typeof RuledOut>;

const Own = z.object({
  id: z.string(),
  /** kebab-case, listed in docs/findings.md. */
  code: z.string(),
  title: z.string(),
  object: ObjectRef,
  role: z.enum(["cause", "symptom"]),
  tier: Tier,
  /** Of what is noticed: `warning` when it should not be so, `info` when it may well be meant; never `critical`. */
  severity: Severity,
  confidence: Confidence,
  /** RFC 3339; `null` when nothing tells. */
  since: z.string().nullable(),
  /** Ids of the Evidence it rests on; never empty. */
  evidence: z.array(z.string()).min(1),
  /** Citations (`path#Lx-Ly`) of the passages for this finding. */
  passages: z.array(z.string()),
  next: z.array(Step),
  /** What would show that this is wrong. */
  disproof: z.string(),
  /** Only of a root that has another one of tier harm after it. */
  rank: Rank.optional(),
  ruledOut: z.array(RuledOut).optional(),
});

/** What a rule concludes, with the findings that it explains below it. */
export type Finding = z.infer<typeof Own> & { symptoms: Finding[] };
export const Finding: z.ZodType<Finding> = Own.extend({
  get symptoms() {
    return z.array(Finding);
  },
});

/** Those from which somebody suffers. */
export function harmful(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ tier }) => tier === "harm");
}

/** The finding and everything below it, depth first. */
export function flatten(findings: readonly Finding[]): Finding[] {
  return findings.flatMap((finding) => [finding, ...flatten(finding.symptoms)]);
}
