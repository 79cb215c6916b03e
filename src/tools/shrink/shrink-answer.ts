import type { Answer } from "../../core/answer.ts";
import { fitFindings } from "./fit-findings.ts";
import { BARE, linesOf, NOTE, noteOf, reportsOf, roomy, type Style } from "./frame.ts";
import { cut, type Told } from "./told.ts";

/**
 * The answer in at most `room` characters of JSON. Verdict, headline, what the sources said and the first finding with a fact
 * are always in it, and what is not is told in one line.
 */
export function shrinkAnswer(answer: Answer, room: number): Answer {
  const frame = roomy((style) => framed(answer, style), room);
  const made = frame && assemble(frame, answer, answer.omitted.length, room);
  if (made && JSON.stringify(made).length <= room) return made;
  return assemble(framed(answer, BARE), shortened(answer), answer.omitted.length, room);
}

function assemble(frame: Answer, whole: Told, notes: number, room: number): Answer {
  const { told, left } = fitFindings(whole, room - JSON.stringify(frame).length - NOTE);
  return { ...frame, ...told, omitted: [...frame.omitted, ...noteOf(left, notes - frame.omitted.length)] };
}

/** Everything but the findings and what they cite. */
function framed(answer: Answer, style: Style): Answer {
  return {
    ...answer,
    question: cut(answer.question, style.text),
    headline: cut(answer.headline, Math.max(style.text, 120)),
    targets: answer.targets.slice(0, style.targets).map((it) => ({ ...it, because: cut(it.because, style.detail) })),
    findings: [],
    evidence: [],
    passages: [],
    sources: reportsOf(answer.sources, style),
    omitted: linesOf(answer.omitted, style),
  };
}

/** Where little fits: the first finding and its first fact in few words. */
function shortened({ findings, evidence, passages }: Told): Told {
  const [first, ...others] = findings;
  if (!first) return { findings, evidence, passages };
  const facts = evidence.map((fact) =>
    fact.id === first.evidence[0]
      ? { ...fact, objects: fact.objects.slice(0, 1), text: cut(fact.text, 120), query: cut(fact.query, 120) }
      : fact,
  );
  return { findings: [{ ...first, title: cut(first.title, 100) }, ...others], evidence: facts, passages };
}
