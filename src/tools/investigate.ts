import { z } from "zod";
import { Answer } from "../core/answer.ts";
import { defineTool } from "../core/tool.ts";
import { runbooks } from "../knowledge/source.ts";
import { investigateTargets } from "./investigation.ts";
import { renderAnswer } from "./render-answer.ts";
import { resolveTargets, resolveWithin } from "./resolve.ts";
import { shrinkAnswer } from "./shrink-answer.ts";

export const investigate = defineTool({
  name: "investigate",
  title: "Investigate",
  description:
    "What is wrong with a service, namespace or alert, and why: root causes with evidence, the symptoms they explain, and the matching runbook sections with lines. Start here.",
  effect: "read",
  needs: { runbooks },
  input: z.object({
    question: z.string().min(1).max(500).describe('e.g. "what\'s wrong with payments?"'),
    namespace: z.string().optional().describe("Look only at this namespace"),
  }),
  output: Answer,
  cut: ["passages"],
  shrink: shrinkAnswer,
  async handler({ question, namespace }, context) {
    const { connections, signal, runbooks: library } = context;
    const targets =
      namespace === undefined
        ? await resolveTargets(question, connections, signal)
        : await resolveWithin(namespace, question, connections, signal);
    return investigateTargets(question, targets, library, context);
  },
  render: renderAnswer,
});
