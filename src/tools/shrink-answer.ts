import type { Answer } from "../core/answer.ts";
import { type Finding, flatten } from "../core/finding.ts";
import { keyOf } from "../core/object.ts";
import { citationOf } from "../core/passage.ts";

/** One way to make an answer smaller; `undefined` when it has nothing left to take. */
type Reduce = (answer: Answer) => Answer | undefined;

/**
 * What goes first is what can be asked for again by its citation or query; the first finding goes last. What is left
 * still cites only what is in the answer.
 */
const STEPS: readonly Reduce[] = [
  withoutData,
  plainSymptoms,
  (answer) => passagesOf(answer, 400),
  oneSymptomPerObject,
  (answer) => evidenceOf(answer, 3),
  (answer) => passagesOf(answer, 100),
  lastFinding,
  halfOfTheSymptoms,
  (answer) => evidenceOf(answer, 2),
  withoutDetails,
  (answer) => passagesOf(answer, 0),
  (answer) => evidenceOf(answer, 1),
  bare,
];

/** The next smaller answer; `undefined` when only the first finding is left, with one fact. */
export function shrinkAnswer(answer: Answer): Answer | undefined {
  for (const reduce of STEPS) {
    const smaller = reduce(answer);
    if (smaller) return consistent(smaller);
  }
  return undefined;
}

/** The text of a fact says what its data says. */
function withoutData(answer: Answer): Answer | undefined {
  if (answer.evidence.every(({ data }) => Object.keys(data).length === 0)) return undefined;
  return { ...answer, evidence: answer.evidence.map((item) => ({ ...item, data: {} })) };
}

/** Passages shortened to so many characters; none at all for 0. */
function passagesOf(answer: Answer, length: number): Answer | undefined {
  if (length === 0 && answer.passages.length > 0) {
    const findings = answer.findings.map((finding) => ({ ...finding, passages: [] }));
    return noted({ ...answer, findings, passages: [] }, `passages ${answer.passages.map(citationOf).join(", ")}`);
  }
  if (!answer.passages.some(({ text }) => text.length > length + 1)) return undefined;
  const passages = answer.passages.map((passage) => ({
    ...passage,
    text: cut(passage.text, length),
    why: passage.why.slice(0, 2),
  }));
  return { ...answer, passages };
}

function lastFinding(answer: Answer): Answer | undefined {
  const last = answer.findings.at(-1);
  if (!last || answer.findings.length < 2) return undefined;
  return noted({ ...answer, findings: answer.findings.slice(0, -1) }, `finding ${last.code}: ${last.title}`);
}

/** What to do about a symptom is what to do about its cause; one fact shows it. */
function plainSymptoms(answer: Answer): Answer | undefined {
  const plain = (finding: Finding): Finding => ({
    ...finding,
    next: [],
    disproof: "",
    evidence: finding.evidence.slice(0, 1),
    symptoms: finding.symptoms.map(plain),
  });
  const findings = answer.findings.map((finding) => ({ ...finding, symptoms: finding.symptoms.map(plain) }));
  return flatten(answer.findings.flatMap(({ symptoms }) => symptoms)).some(({ disproof }) => disproof !== "")
    ? { ...answer, findings }
    : undefined;
}

/** That checkout suffers too says more than a fourth symptom of the same pods. */
function oneSymptomPerObject(answer: Answer): Answer | undefined {
  const findings = answer.findings.map((finding) => ({ ...finding, symptoms: firstOfEach(finding) }));
  const count = (all: readonly Finding[]) => flatten(all).length;
  const left = count(answer.findings) - count(findings);
  return left === 0 ? undefined : noted({ ...answer, findings }, `${left} more symptoms of the same objects`);
}

function firstOfEach({ symptoms }: Finding): Finding[] {
  return [...new Map(symptoms.toReversed().map((symptom) => [keyOf(symptom.object), symptom])).values()].reverse();
}

function halfOfTheSymptoms(answer: Answer): Answer | undefined {
  const [first] = answer.findings;
  if (!first || first.symptoms.length === 0) return undefined;
  const symptoms = first.symptoms.slice(0, Math.floor(first.symptoms.length / 2));
  return noted(
    { ...answer, findings: [{ ...first, symptoms }] },
    `${first.symptoms.length - symptoms.length} symptoms of ${first.code}`,
  );
}

function evidenceOf(answer: Answer, count: number): Answer | undefined {
  if (!answer.findings.some(({ evidence }) => evidence.length > count)) return undefined;
  const findings = answer.findings.map((finding) => ({ ...finding, evidence: finding.evidence.slice(0, count) }));
  return noted({ ...answer, findings }, "further evidence");
}

/** Sources that answered in full need no words; one next step is enough to begin, or two where the cause is unknown. */
function withoutDetails(answer: Answer): Answer | undefined {
  if (!answer.findings.some(({ disproof }) => disproof !== "") && answer.findings.length > 0) return undefined;
  if (answer.findings.length === 0 && answer.omitted.length < 4) return undefined;
  return {
    ...answer,
    omitted: answer.omitted.slice(0, 3).map((line) => cut(line, 80)),
    findings: answer.findings.map((finding) => ({
      ...finding,
      disproof: "",
      next: finding.next.slice(0, finding.role === "cause" ? 1 : 2),
    })),
    sources: answer.sources.map((report) => ({
      ...report,
      detail: report.status === "ok" ? "" : cut(report.detail, 60),
      // Of how complete it is nothing is lost; which parts are missing is told by the first.
      missing: report.missing.slice(0, 1).map((part) => ({ ...part, why: cut(part.why, 60) })),
    })),
  };
}

/** The last: a source that was never asked, and more than one word on what is left out, are dead weight. */
function bare(answer: Answer): Answer | undefined {
  const sources = answer.sources.filter(({ status }) => status !== "not-configured");
  if (sources.length === answer.sources.length && answer.omitted.length < 2) return undefined;
  return { ...answer, sources, omitted: ["over max_tokens: ask with a larger one"] };
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}

function noted(answer: Answer, left: string): Answer {
  return { ...answer, omitted: [...new Set([...answer.omitted, `${cut(left, 160)}: over max_tokens`])] };
}

function consistent(answer: Answer): Answer {
  const findings = flatten(answer.findings);
  const cited = (pick: (finding: Finding) => string[]) => new Set(findings.flatMap(pick));
  const [evidence, passages] = [cited((finding) => finding.evidence), cited((finding) => finding.passages)];
  return {
    ...answer,
    evidence: answer.evidence.filter(({ id }) => evidence.has(id)),
    passages: answer.passages.filter((passage) => passages.has(citationOf(passage))),
  };
}
