import { z } from "zod";
import { SitrepError } from "../core/errors.ts";
import { Evidence } from "../core/evidence.ts";
import { Finding } from "../core/finding.ts";
import { Passage } from "../core/passage.ts";
import { SourceReport } from "../core/report.ts";
import type { Target } from "../core/target.ts";
import { defineTool, type ToolContext } from "../core/tool.ts";
import { runbooks } from "../knowledge/source.ts";
import { investigateTargets } from "./investigation.ts";
import { renderReport } from "./render-answer.ts";
import { resolveTargets } from "./resolve.ts";

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
    findings: z.array(Finding),
    evidence: z.array(Evidence),
    passages: z.array(Passage),
    sources: z.array(SourceReport),
    omitted: z.array(z.string()),
  }),
  cut: ["passages", "evidence", "findings", "reasons"],
  async handler({ namespace, workload }, context) {
    const answer = await investigateTargets(
      `may ${workload ?? namespace} be deployed?`,
      await targetsOf(namespace, workload, context),
      context.runbooks,
      context,
    );
    const { findings, evidence, passages, sources, omitted } = answer;
    const decision = answer.verdict === "healthy" ? "go" : answer.verdict === "unknown" ? "unknown" : "no-go";
    const reasons =
      decision === "unknown" ? [answer.headline] : findings.map(({ title, code }) => `${title} (${code})`);
    return { decision, reasons, findings, evidence, passages, sources, omitted } as const;
  },
  render({ decision, reasons, sources, omitted }) {
    const why = reasons.map((reason) => `  ${reason}`);
    const left = omitted.map((line) => `  left out: ${line}`);
    return [
      decision === "go" ? "go: nothing found, and every source answered" : decision,
      ...why,
      ...left,
      `sources  ${sources.map(renderReport).join(" · ")}`,
    ].join("\n");
  },
});

/** What is to be deployed. A name that nobody knows is refused: a go for something else would be worse than no answer. */
async function targetsOf(
  namespace: string,
  workload: string | undefined,
  { connections, signal }: Pick<ToolContext, "connections" | "signal">,
): Promise<Target[]> {
  if (workload === undefined) return resolveTargets(`namespace/${namespace}`, connections, signal);
  const targets = await resolveTargets(`namespace/${namespace} ${workload}`, connections, signal);
  const named = targets.filter(({ object }) => object !== undefined);
  if (named.length === 0)
    throw new SitrepError("input", `Namespace ${namespace} has no ${workload}.`, {
      hint: "Name it as list_workloads does, e.g. deploy/payments-api; before its first deploy ask about the namespace alone.",
    });
  return named;
}
