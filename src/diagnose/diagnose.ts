import { messageOf } from "../core/errors.ts";
import type { Evidence } from "../core/evidence.ts";
import type { Finding } from "../core/finding.ts";
import type { Target } from "../core/target.ts";
import type { Turn } from "../core/turn.ts";
import { type Candidate, candidate } from "./causes/candidate.ts";
import { explain } from "./causes/causes.ts";
import { withChange, withDoubt, withReasonMissing } from "./causes/enrich.ts";
import { withKeeper } from "./causes/kept.ts";
import { unlessMeant } from "./causes/may-be-meant.ts";
import { withChecks } from "./causes/next-checks.ts";
import { onePerObject } from "./causes/one-per-object.ts";
import { withLines } from "./causes/quoted.ts";
import { quotesIn, withQuotes } from "./causes/quoted-text.ts";
import { ranked } from "./causes/rank.ts";
import type { Root } from "./causes/reaching.ts";
import { concerns, isAsked } from "./causes/relevance.ts";
import { tierOf } from "./causes/tier.ts";
import { withRanks } from "./causes/why-first.ts";
import type { Rule } from "./rule.ts";
import { RULES } from "./rules/index.ts";
import type { Situation } from "./situation/situation.ts";

export interface Diagnosis {
  /** Root causes first, the best first. */
  findings: Finding[];
  /** Everything the findings rest on. */
  evidence: Evidence[];
  /** What was found and left out, or could not be judged. */
  omitted: string[];
}

/** Situation → findings about the targets. Deterministic; a rule that breaks on odd data is reported and costs only itself. */
export function diagnose(situation: Situation, targets: readonly Target[], rules: readonly Rule[] = RULES): Diagnosis {
  const broken: string[] = [];
  const candidates = rules.flatMap((rule) => apply(rule, situation, broken));
  return conclude(candidates, broken, situation, targets);
}

/** The same for a server, which answers others between the rules. */
export async function diagnoseInTurns(
  situation: Situation,
  targets: readonly Target[],
  turn: Turn,
): Promise<Diagnosis> {
  const broken: string[] = [];
  const candidates: Candidate[] = [];
  for (const rule of RULES) {
    candidates.push(...apply(rule, situation, broken));
    await turn();
  }
  return conclude(candidates, broken, situation, targets);
}

function conclude(
  candidates: readonly Candidate[],
  broken: readonly string[],
  situation: Situation,
  targets: readonly Target[],
): Diagnosis {
  const told = candidates.filter(({ draft }) => !draft.onlyWhenAsked || isAsked(draft.object, targets));
  const roots = explain(
    told.map((item) => unlessMeant(item, targets)),
    situation,
  );
  const concerning = roots.filter((root) => concerns(root, targets, situation));
  const harm = concerning.filter((root) => tierOf(root) === "harm").length;
  const quotes = quotesIn(situation.question);
  const about = ranked(
    concerning
      .slice(0, harm + MAX_NOTICED)
      .map((root) => withChecks(withLines(withDoubt(withChange(root, situation), situation), situation), situation))
      .map((root) => withKeeper(withQuotes(withReasonMissing(root), quotes), situation)),
  );
  return {
    findings: withRanks(about, situation.now),
    evidence: evidenceOf(about),
    omitted: [...elsewhere(roots.length - concerning.length), ...further(concerning.length - about.length), ...broken],
  };
}

function apply(rule: Rule, situation: Situation, broken: string[]): Candidate[] {
  try {
    return onePerObject([...rule.check(situation)]).map((draft) => candidate(rule, draft, situation));
  } catch (error) {
    broken.push(`rule ${rule.code} could not judge this situation: ${messageOf(error)}`);
    return [];
  }
}

function evidenceOf(roots: readonly Root[]): Evidence[] {
  const all = roots.flatMap((root) => [root, ...root.explains]).flatMap(({ draft }) => draft.evidence);
  return [...new Map(all.map((item) => [item.id, item])).values()];
}

/** Of what harms nobody so much is told at once; it is in order of weight. */
const MAX_NOTICED = 12;

function further(count: number): string[] {
  return count > 0 ? [`${count} more noticed; ask about one namespace or workload to see what is noticed there`] : [];
}

function elsewhere(count: number): string[] {
  return count > 0
    ? [
        `${count} finding${count > 1 ? "s" : ""} elsewhere that do not reach what was asked about; ask about the namespace or the cluster to see them`,
      ]
    : [];
}
