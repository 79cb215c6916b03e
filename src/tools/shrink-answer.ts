import type { Answer } from "../core/answer.ts";
import { type Finding, flatten } from "../core/finding.ts";

/** Passages are shortened to this many characters before any is dropped: the citation leads to the rest. */
const PASSAGE_TEXT = 400;

/**
 * The next smaller answer: shorter passages, then fewer of the last findings, never the first one; `undefined` when only
 * the first finding and its closest symptoms are left. What is left still cites only what is in the answer.
 */
export function shrinkAnswer(answer: Answer): Answer | undefined {
  if (answer.passages.some(({ text }) => text.length > PASSAGE_TEXT + 1))
    return { ...answer, passages: answer.passages.map((passage) => ({ ...passage, text: shorten(passage.text) })) };
  if (answer.findings.length > 1)
    return consistent(
      { ...answer, findings: answer.findings.slice(0, -1) },
      `finding ${answer.findings.length}: ${answer.findings.at(-1)?.title ?? ""}`,
    );
  const [first] = answer.findings;
  if (first && first.symptoms.length > 1) {
    const symptoms = first.symptoms.slice(0, Math.ceil(first.symptoms.length / 2));
    return consistent(
      { ...answer, findings: [{ ...first, symptoms }] },
      `${first.symptoms.length - symptoms.length} symptoms of ${first.title}`,
    );
  }
  if (first && first.evidence.length > 2)
    return consistent(
      { ...answer, findings: [{ ...first, evidence: first.evidence.slice(0, 2) }] },
      "further evidence",
    );
  return undefined;
}

function shorten(text: string): string {
  return text.length <= PASSAGE_TEXT ? text : `${text.slice(0, PASSAGE_TEXT)}…`;
}

function consistent(answer: Answer, left: string): Answer {
  const findings = flatten(answer.findings);
  const cited = (pick: (finding: Finding) => string[]) => new Set(findings.flatMap(pick));
  const [evidence, passages] = [cited((finding) => finding.evidence), cited((finding) => finding.passages)];
  return {
    ...answer,
    evidence: answer.evidence.filter(({ id }) => evidence.has(id)),
    passages: answer.passages.filter(({ path, lines }) => passages.has(`${path}#L${lines[0]}-L${lines[1]}`)),
    omitted: [...answer.omitted, `${left}: over max_tokens`],
  };
}
