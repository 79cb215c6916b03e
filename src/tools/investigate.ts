import { z } from "zod";
import { Answer } from "../core/answer.ts";
import { harmful } from "../core/finding.ts";
import { namesAmong } from "../core/object.ts";
import { salient } from "../core/salience.ts";
import type { Target } from "../core/target.ts";
import { defineTool } from "../core/tool.ts";
import { runbooks } from "../knowledge/source.ts";
import { answerFrom, see } from "./investigation.ts";
import { renderAnswer } from "./render-answer.ts";
import { resolveTargets } from "./resolve.ts";
import { shrinkAnswer } from "./shrink/shrink-answer.ts";

/** Of a pasted trace, what is shown of it, and what is read for the names in it. */
const MAX_QUESTION = 500;
const MAX_READ = 4_000;
/** So many things that were named and are not there are told first. */
const MAX_SAID = 2;

export const investigate = defineTool({
  name: "investigate",
  title: "Investigate",
  description:
    "What is wrong with a service, namespace or alert, and why: root causes with evidence, the symptoms they explain, and the matching runbook sections with lines. Start here.",
  effect: "read",
  needs: { runbooks },
  input: z.object({
    question: z.string().min(1).max(20_000).describe('e.g. "what\'s wrong with payments?", or a pasted error'),
    namespace: z.string().optional().describe("Look only at this namespace"),
  }),
  output: Answer,
  cut: ["passages"],
  shrink: shrinkAnswer,
  async handler({ question: given, namespace }, context) {
    const question = salient(given, MAX_QUESTION);
    const { caller, connections, signal, runbooks: library } = context;
    const asked = { text: salient(given, MAX_READ), namespace, within: caller.namespaces };
    const targets = await resolveTargets(asked, connections, signal);
    const seen = await see(targets, context, question);
    const answer = await answerFrom(seen, question, targets, library, context);
    const around = namespacesOf(targets);
    if (harmful(answer.findings).length > 0 || around.length === 0) return asNamed(answer);
    return asNamed(beside(answer, await answerFrom(seen, question, around, library, context)));
  },
  render: renderAnswer,
});

/** The namespaces of the objects that are asked about. */
function namespacesOf(targets: readonly Target[]): Target[] {
  const spaces = targets.flatMap(({ cluster, namespace, object }) =>
    object && namespace ? [{ cluster, namespace, because: `the namespace of ${object.kind} "${object.name}"` }] : [],
  );
  return [...new Map(spaces.map((space) => [space.namespace, space])).values()];
}

/** Where something else was named, the headline says so before all else. */
function asNamed(answer: Answer): Answer {
  const said = new Set(answer.targets.flatMap(({ instead }) => instead ?? []));
  const told = [...said].slice(0, MAX_SAID).map((line) => `${line.charAt(0).toUpperCase()}${line.slice(1)}. `);
  return {
    ...answer,
    headline: `${told.join("")}${told.length > 0 ? answer.headline.replace(/^the /, "The ") : answer.headline}`,
  };
}

/** Who complains about a service may see what comes of its neighbour, by a way that nothing observed tells. */
function beside(answer: Answer, around: Answer): Answer {
  const suspects = answer.verdict === "unknown" && answer.findings.length === 0 && around.findings.length > 0;
  if (harmful(around.findings).length === 0 && !suspects) return answer;
  const objects = answer.targets.flatMap(({ object }) => object ?? []);
  const names = objects.map(namesAmong(objects));
  const headline = `No finding affects ${names.join(", ")}. Elsewhere in its namespace: ${around.headline}`;
  return { ...around, targets: answer.targets, headline };
}
