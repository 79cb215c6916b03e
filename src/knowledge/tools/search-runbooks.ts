import { z } from "zod";
import { SitrepError } from "../../core/errors.ts";
import { Coverage, citationOf, DocumentKind, Passage } from "../../core/passage.ts";
import { subjectOfPaste } from "../../core/salience.ts";
import { defineTool } from "../../core/tool.ts";
import { fence } from "../../core/untrusted.ts";
import { runbooks } from "../source.ts";

const MEANING: Record<z.infer<typeof Coverage>, string> = {
  runbook: "A runbook covers this.",
  likely: "The first document is likely meant for this.",
  related: "Related documents, but no runbook for this.",
  none: "No document covers this.",
};

/** Of a pasted trace, what says what happened. */
const MAX_QUESTION = 2_000;

export const searchRunbooks = defineTool({
  name: "search_runbooks",
  title: "Search runbooks",
  description: "Sections of the team's runbooks, postmortems and documents for a question or alert, or an honest none.",
  effect: "read",
  needs: { runbooks },
  input: z.object({
    question: z.string().max(20_000).describe("Symptom, alert text, error or pasted trace"),
    alert: z.string().max(200).optional().describe("Exact alert name"),
    service: z.string().max(200).optional().describe("Service concerned"),
    kind: DocumentKind.optional().describe("Only documents of this kind"),
    limit: z.int().min(1).max(20).default(5).describe("Sections at most"),
  }),
  output: z.object({
    coverage: Coverage,
    /** That the first passage is meant for the question. */
    probability: z.number(),
    passages: z.array(Passage),
    /** False when only words were compared. */
    meaning: z.boolean(),
    /** How the files differ from what is indexed, and how to index them again. */
    stale: z.string().optional(),
  }),
  cut: ["passages"],
  async handler({ question, alert, service, kind, limit }, { runbooks, signal }) {
    if (!question.trim() && !alert)
      throw new SitrepError("input", "Nothing is asked: the question is empty.", {
        hint: "Give a symptom or an error in words, or an alert by its exact name.",
      });
    const asked = {
      text: subjectOfPaste(question, MAX_QUESTION),
      alerts: alert ? [alert] : [],
      services: service ? [service] : [],
    };
    return runbooks.search({ ...asked, ...(kind && { kinds: [kind] }) }, { limit, signal });
  },
  render: ({ coverage, probability, passages, meaning, stale }) =>
    [
      `${MEANING[coverage]} (${coverage}, ${Math.round(probability * 100)} %${meaning ? "" : ", compared by words only"})`,
      ...(stale ? [`The index is out of date: ${stale}`] : []),
      ...passages.map((passage, i) => renderPassage(passage, i + 1)),
    ].join("\n\n"),
});

function renderPassage(passage: Passage, rank: number): string {
  const { title, heading, kind, why, copies = [], openActions = [], text, bare, stale } = passage;
  const place = citationOf(passage);
  return [
    `${rank}. ${place}  "${[title, heading].filter(Boolean).join(" > ")}" (${kind})`,
    ...(why.length > 0 ? [`   matched ${why.join("; ")}`] : []),
    ...openActions.map((item) => `   still open: ${item}`),
    ...(copies.length > 0 ? [`   the same text: ${copies.join(", ")}`] : []),
    ...(stale ? ["   this file was changed since it was indexed"] : []),
    ...(bare ? ["   nothing is written under this heading"] : []),
    fence(place, text),
  ].join("\n");
}
