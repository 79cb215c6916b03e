import { z } from "zod";
import { defineTool } from "../core/tool.ts";
import { type Evaluation, evaluateSearch } from "../knowledge/eval/evaluate.ts";
import { readQuestions } from "../knowledge/eval/questions.ts";
import { render } from "../knowledge/eval/render.ts";
import { COVERAGE } from "../knowledge/rank/weights.ts";
import { runbooks } from "../knowledge/source.ts";
import { installation } from "./installation.ts";

export const evalRetrieval = defineTool({
  name: "eval_retrieval",
  title: "Measure the search",
  description: "Asks a team's own questions of its documents, scores the answers and proposes a threshold.",
  effect: "operate",
  needs: { installation, runbooks },
  input: z.object({ file: z.string().describe("Questions with the documents that answer them") }),
  output: z.object({
    scores: z.array(z.custom<Evaluation["scores"][number]>()),
    notIndexed: z.array(z.string()),
    covered: z.custom<Evaluation["covered"]>(),
    sections: z.custom<Evaluation["sections"]>(),
    uncovered: z.int(),
    meaning: z.boolean(),
    now: z.custom<Evaluation["now"]>(),
    proposed: z.custom<Evaluation["proposed"]>(),
  }),
  cut: [],
  async handler({ file }, { installation: { claimFrom = COVERAGE.from.likely }, runbooks: library, progress, signal }) {
    const show = (done: number) => progress(`${done} questions asked`);
    return evaluateSearch(library, await readQuestions(file), { claimFrom, progress: show, signal });
  },
  render,
});
