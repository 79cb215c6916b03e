import { z } from "zod";
import { SitrepError } from "../core/errors.ts";
import { Evidence } from "../core/evidence.ts";
import { Finding } from "../core/finding.ts";
import { Passage } from "../core/passage.ts";
import { SourceReport } from "../core/report.ts";
import type { Target } from "../core/target.ts";
import { defineTool, type ToolContext } from "../core/tool.ts";
import { RULES } from "../diagnose/rules/index.ts";
import { verdictOf } from "../diagnose/verdict.ts";
import { runbooks } from "../knowledge/source.ts";
import { answerFrom, see } from "./investigation.ts";
import { renderReport } from "./render-answer.ts";
import { resolve } from "./resolve.ts";
import { shrinkCheck } from "./shrink/shrink-check.ts";

export const checkDeploy = defineTool({
  name: "check_deploy",
  title: "Check before a deploy",
  description: "May this be deployed to now? go, no-go or unknown with reasons; unknown counts as no-go.",
  effect: "read",
  needs: { runbooks },
  input: z.object({
    namespace: z.string().describe("Namespace to deploy to"),
    workload: z.string().optional().describe("Only this workload, e.g. deploy/payments-api"),
  }),
  output: z.object({
    decision: z.enum(["go", "no-go", "unknown"]),
    reasons: z.array(z.string()),
    /** What is off and forbids no deploy. */
    noticed: z.array(z.string()),
    findings: z.array(Finding),
    evidence: z.array(Evidence),
    passages: z.array(Passage),
    sources: z.array(SourceReport),
    omitted: z.array(z.string()),
  }),
  cut: ["noticed", "reasons"],
  shrink: shrinkCheck,
  async handler({ namespace, workload }, context) {
    const targets = await targetsOf(namespace, workload, context);
    const seen = await see(targets, context);
    const question = `may ${workload ?? namespace} be deployed?`;
    const answer = await answerFrom(seen, question, targets, context.runbooks, context);
    const { findings, evidence, passages, sources, omitted } = answer;
    const known = verdictOf([], sources) === "healthy";
    const decision = findings.some(forbids) ? "no-go" : known ? "go" : "unknown";
    const reasons = decision === "unknown" ? [answer.headline] : findings.filter(forbids).map(told);
    const noticed = findings.filter((finding) => !forbids(finding)).map(told);
    return { decision, reasons, noticed, findings, evidence, passages, sources, omitted } as const;
  },
  render({ decision, reasons, noticed, sources, omitted }) {
    const aside = noticed.map((line) => `  noticed: ${line}`);
    const why = reasons.map((reason) => `  ${reason}`);
    const left = omitted.map((line) => `  left out: ${line}`);
    return [
      decision === "go"
        ? `go: nothing ${noticed.length > 0 ? "forbids it" : "found"}, and every source answered`
        : decision,
      ...why,
      ...aside,
      ...left,
      `sources  ${sources.map(renderReport).join(" · ")}`,
    ].join("\n");
  },
});

/** What would stop or spoil a deploy forbids it, although nobody suffers yet. */
const SPOILS = new Set(RULES.filter(({ spoilsDeploy }) => spoilsDeploy).map(({ code }) => code));

function forbids({ tier, code }: Finding): boolean {
  return tier === "harm" || SPOILS.has(code);
}

function told({ title, code }: Finding): string {
  return `${title} (${code})`;
}

/**
 * What is to be deployed. A name that nobody knows is refused: a go for something else would be worse than no answer. Where not
 * everybody could be asked, it is about the namespace, and no go.
 */
async function targetsOf(
  namespace: string,
  workload: string | undefined,
  { caller, connections, signal }: Pick<ToolContext, "caller" | "connections" | "signal">,
): Promise<Target[]> {
  const { targets, doubtful } = await resolve(
    { text: workload ?? "", namespace, within: caller.namespaces },
    connections,
    signal,
  );
  if (workload === undefined) return targets;
  const named = targets.filter(({ object }) => object !== undefined);
  if (named.length === 0 && doubtful) return targets;
  if (named.length === 0 || named.some(({ instead }) => instead !== undefined))
    throw new SitrepError("input", `Namespace ${namespace} has no ${workload}.`, {
      hint: "Name it as list_workloads does, e.g. deploy/payments-api; before its first deploy ask about the namespace alone.",
    });
  return named;
}
