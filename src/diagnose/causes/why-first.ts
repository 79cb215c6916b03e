import { type Finding, harmful, type RankReason } from "../../core/finding.ts";
import { shortName } from "../../core/object.ts";
import { duration, timeOf } from "../../core/time.ts";
import { oneLine } from "../../core/untrusted.ts";
import { compare, type Ranked } from "./rank.ts";
import { toFinding } from "./to-finding.ts";

const LENGTH = 140;

/** The roots as findings, each of tier harm with why it comes before the next one. */
export function withRanks(roots: readonly Ranked[], now: number): Finding[] {
  const findings = roots.map((root) => toFinding(root));
  const symptoms = harmful(findings).reduce((sum, finding) => sum + finding.symptoms.length, 0);
  return findings.map((finding, i) => {
    const [root, other, next] = [roots[i], roots[i + 1], findings[i + 1]];
    if (!root || !other || next?.tier !== "harm") return finding;
    const { reason } = compare(root, other);
    const said = `ahead of ${shortName(next.object)} (${next.code}): ${why(reason, { finding, next, symptoms, now })}`;
    return { ...finding, rank: { over: next.id, reason, said: oneLine(said, LENGTH) } };
  });
}

interface Pair {
  finding: Finding;
  next: Finding;
  symptoms: number;
  now: number;
}

function why(reason: RankReason, { finding, next, symptoms, now }: Pair): string {
  switch (reason) {
    case "quoted":
      return "the question quotes what shows it";
    case "time":
      return `that one began ${duration(now - (timeOf(next.since) ?? now))} ago, long before the rest`;
    case "severity":
      return `it is ${told(finding)}, that one ${told(next)}`;
    case "cause":
      return next.role === "symptom" ? "it is a cause, that one a symptom" : "that one is often only an effect";
    case "reach":
      return `it explains ${finding.symptoms.length} of ${symptoms} symptoms, that one ${next.symptoms.length || "none"}`;
    case "confidence":
      return "its evidence is stronger";
    case "specificity":
      return "it says more precisely what to change";
    case "name":
      return "nothing tells them apart, listed by name";
  }
}

function told({ severity }: Finding): string {
  return severity === "warning" ? "a warning" : severity;
}
