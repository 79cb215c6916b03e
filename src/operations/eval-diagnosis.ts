import { z } from "zod";
import { defineTool } from "../core/tool.ts";
import { type Evaluation, evaluateDiagnosis } from "../tools/evaluate.ts";
import { installation } from "./installation.ts";

export const evalDiagnosis = defineTool({
  name: "eval_diagnosis",
  title: "Measure the diagnosis",
  description: "Asks every capture below a folder that has an expected.json beside it, and scores the answers.",
  effect: "operate",
  needs: { installation },
  input: z.object({ dir: z.string() }),
  output: z.object({
    rows: z.array(z.custom<Evaluation["rows"][number]>()),
    cases: z.array(z.custom<Evaluation["cases"][number]>()),
    failed: z.array(z.string()),
    table: z.string(),
  }),
  cut: [],
  handler: ({ dir }, { installation: { askCapture }, progress, signal }) =>
    evaluateDiagnosis(dir, (capture, question, namespace) => {
      progress(capture);
      return askCapture(capture, question, namespace, signal);
    }),
  render({ cases, failed, table }) {
    const wrong = cases.filter(({ object, cause }) => !object || !cause);
    return [
      table,
      ...(wrong.length > 0 ? ["", "not right", ...wrong.map(({ case: name, said }) => `  ${name}: ${said}`)] : []),
      ...failed.map((failure) => `not asked: ${failure}`),
    ].join("\n");
  },
});
