import type { Answer } from "../core/answer.ts";
import type { Evidence } from "../core/evidence.ts";
import { type Finding, flatten } from "../core/finding.ts";
import { keyOf, namesAmong, type ObjectRef } from "../core/object.ts";
import { citationOf, type Passage } from "../core/passage.ts";
import type { SourceReport } from "../core/report.ts";
import { fence } from "../core/untrusted.ts";

/**
 * The answer for a model: the same facts as the structured one, evidence numbered in the order it is cited. What the cluster,
 * alerts and documents say stands in one fence, the headline with the cause's title too; verdict, next steps and what the
 * sources did are sitrep's own words. For a person the command line prints the structured answer.
 */
export function renderAnswer(answer: Answer): string {
  const { verdict, headline, findings, omitted, sources } = answer;
  const [first] = findings;
  return [
    ...(first
      ? [`${verdict}: ${first.code}, ${first.confidence} confidence`, fence("cluster, alerts, documents", told(answer))]
      : [headline]),
    ...findings.flatMap((finding, i) => renderNext(finding, i + 1)),
    ...(omitted.length > 0 ? ["left out", ...omitted.map((line) => `  ${line}`)] : []),
    `sources  ${sources.map(renderReport).join(" · ")}`,
  ].join("\n");
}

function told(answer: Answer): string {
  const numbers = new Map<string, number>();
  const name = namesAmong(flatten(answer.findings).map(({ object }) => object));
  const number = (id: string) => {
    if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
    return `[e${numbers.get(id)}]`;
  };
  const facts = new Map(answer.evidence.map((item) => [item.id, item]));
  const blocks = answer.findings.map((finding, i) => {
    const begins = finding.tier === "noticed" && answer.findings[i - 1]?.tier !== "noticed";
    const block = renderFinding(finding, i + 1, answer, { facts, number, name });
    return begins ? `\nnoticed: nothing observed suffers from it\n${block}` : block;
  });
  const legend = [...Map.groupBy(numbers, ([id]) => facts.get(id)?.query ?? "")].map(
    ([query, cited]) => `  ${cited.map(([, n]) => `[e${n}]`).join("")} ${query}`,
  );
  return [answer.headline, ...blocks, "evidence (re-run to verify)", ...legend].join("\n");
}

/** What to do, under the number of its finding. */
function renderNext({ next, disproof }: Finding, n: number): string[] {
  const steps = next.map(({ text, command, changes }) =>
    command ? `${command}   # ${text}${changes ? "; modifies the cluster, sitrep won't run it" : ""}` : text,
  );
  const lines = [...steps, ...(disproof ? [`wrong if ${disproof}`] : [])];
  return lines.map((line, i) => `${i === 0 ? `next ${n}  ` : "        "}${line}`);
}

/** How evidence and objects are told. */
interface Telling {
  facts: ReadonlyMap<string, Evidence>;
  number: (id: string) => string;
  name: (ref: ObjectRef) => string;
}

function renderFinding(finding: Finding, n: number, { passages }: Answer, telling: Telling): string {
  const { facts, number, name } = telling;
  const label = labelOf(finding);
  const own = passages.filter((passage) => finding.passages.includes(citationOf(passage)));
  return [
    "",
    ` ${n}  ${label}  ${name(finding.object)}  ${finding.title}  (${finding.code})  ${finding.confidence}`,
    ...finding.evidence.map((id) => `      ${facts.get(id)?.text ?? ""} ${number(id)}`),
    ...(n === 1 && finding.rank ? [`      ranked ${finding.rank.said}`] : []),
    ...[...Map.groupBy(finding.symptoms, ({ object }) => keyOf(object)).values()].flatMap((alike) =>
      renderSymptoms(alike, telling),
    ),
    ...own.flatMap(renderPassage),
  ].join("\n");
}

function labelOf({ tier, role }: Finding): string {
  if (tier === "noticed") return "NOTICED";
  return role === "cause" ? "ROOT CAUSE" : "UNEXPLAINED";
}

/** Of each object the two symptoms that tell most; of the others the codes. */
const TOLD = 2;

function renderSymptoms(alike: readonly Finding[], { number, name }: Telling): string[] {
  const told = alike.slice(0, TOLD).map(({ object, title, code, evidence }, i) => {
    const head = i === 0 ? `    ↳ ${name(object)}` : "     ";
    return `${head}  ${title}  (${code}) ${evidence.slice(0, 2).map(number).join("")}`;
  });
  const more = alike.slice(TOLD).map(({ code }) => code);
  return more.length > 0 ? [...told, `       also ${more.join(", ")}`] : told;
}

function renderPassage(passage: Passage): string[] {
  const label = passage.kind === "postmortem" ? "Before  " : "Runbook ";
  const heading = passage.heading.split(" > ").at(-1) || passage.title;
  return [
    `    ${label} ${citationOf(passage)}  "${heading}"   matched: ${passage.why.join(", ")}`,
    ...(passage.openActions ?? []).map((item) => `             still open: ${item}`),
    ...(passage.stale ? ["             this file was changed since it was indexed"] : []),
    ...passage.drift.map((note) => `             ${note}`),
  ];
}

export function renderReport({ source, status, detail, durationMs }: SourceReport): string {
  if (status === "not-configured") return `${source} not configured`;
  return `${source} ${status}${detail ? `, ${detail}` : ""} (${durationMs} ms)`;
}
