import { Answer, type Verdict } from "../../core/answer.ts";
import type { Evidence } from "../../core/evidence.ts";
import { type Finding, flatten } from "../../core/finding.ts";
import { keyOf, namesAmong, type ObjectRef } from "../../core/object.ts";
import { citationOf, type Passage } from "../../core/passage.ts";
import type { SourceReport } from "../../core/report.ts";
import type { Screen } from "../terminal.ts";
import { Page } from "./page.ts";
import type { Role } from "./paint.ts";

/** How much is told. */
export interface Detail {
  /** Why each document was chosen. */
  why: boolean;
}

const ROLE: Record<Verdict, Role> = { broken: "bad", degraded: "warn", healthy: "good", unknown: "warn" };
const BESIDE = "             ";

/**
 * The answer for a person: what to do stands right below what is wrong, so that 24 lines of 80 columns hold the headline, the
 * first cause, its commands, its evidence and its runbook. What shows the evidence again comes last.
 */
export function printAnswer(data: unknown, screen: Screen, detail: Detail): string {
  const answer = Answer.parse(data);
  const page = new Page(screen);
  const cite = numbered();
  const name = namesAmong(flatten(answer.findings).map(({ object }) => object));
  const facts = new Map(answer.evidence.map((item) => [item.id, item]));
  page.prose("", answer.headline, ROLE[answer.verdict]);
  for (const [i, finding] of answer.findings.entries()) {
    if (finding.tier === "noticed" && answer.findings[i - 1]?.tier !== "noticed")
      page.gap().prose("", "noticed: nothing observed suffers from it", "label");
    printFinding(page, finding, i + 1, answer, { cite, facts, detail, name });
  }
  printLegend(page, cite, facts);
  if (answer.omitted.length > 0) page.gap().prose("", "left out", "label");
  for (const line of answer.omitted) page.prose("  ", line);
  page.gap();
  for (const [i, report] of answer.sources.entries())
    page.prose(i === 0 ? "sources  " : "         ", told(report), roleOf(report));
  return page.toString();
}

interface Cited {
  cite: Cite;
  facts: ReadonlyMap<string, Evidence>;
  detail: Detail;
  name: (ref: ObjectRef) => string;
}

function printFinding(
  page: Page,
  finding: Finding,
  n: number,
  { passages }: Answer,
  { cite, facts, detail, name }: Cited,
): void {
  const { object, title, code, confidence } = finding;
  page.gap().prose(` ${n}  ${labelOf(finding)}  `, `${name(object)}  (${code}, ${confidence} confidence)`);
  page.prose("    ", title);
  for (const [i, { text, command, changes }] of finding.next.entries()) {
    const head = i === 0 ? "    Next     " : BESIDE;
    const about = changes ? `${text}; modifies the cluster, sitrep won't run it` : text;
    if (command) page.command(head, command, about);
    else page.prose(head, text);
  }
  for (const [i, id] of finding.evidence.entries())
    page.prose(i === 0 ? "    Evidence " : BESIDE, `${facts.get(id)?.text ?? ""} ${cite.mark(id)}`);
  if (n === 1 && finding.rank) page.prose("    Ranked   ", finding.rank.said);
  for (const passage of passages.filter((item) => finding.passages.includes(citationOf(item))))
    printPassage(page, passage, detail);
  for (const alike of Map.groupBy(finding.symptoms, ({ object }) => keyOf(object)).values())
    printSymptoms(page, alike, { cite, name });
  page.prose("    Wrong if ", finding.disproof);
}

function labelOf({ tier, role }: Finding): string {
  if (tier === "noticed") return "NOTICED";
  return role === "cause" ? "ROOT CAUSE" : "UNEXPLAINED";
}

function printPassage(page: Page, passage: Passage, { why }: Detail): void {
  const heading = passage.heading.split(" > ").at(-1) || passage.title;
  const label = passage.kind === "postmortem" ? "    Before   " : "    Runbook  ";
  page.prose(label, `${citationOf(passage)}  "${heading}"`);
  if (why) page.prose(`${BESIDE}matched: `, passage.why.join(", "));
  for (const item of passage.openActions ?? []) page.prose(`${BESIDE}still open: `, item);
  if (passage.stale) page.prose(BESIDE, "this file was changed since it was indexed");
  for (const note of passage.drift) page.prose(BESIDE, note);
}

/** Of each object the two symptoms that tell most; of the others the codes. */
const TOLD = 2;

function printSymptoms(page: Page, alike: readonly Finding[], { cite, name }: Pick<Cited, "cite" | "name">): void {
  for (const [i, { object, title, code, evidence }] of alike.slice(0, TOLD).entries()) {
    const marks = evidence.slice(0, 2).map(cite.mark).join("");
    page.prose(i === 0 ? "    ↳ " : "      ", `${i === 0 ? `${name(object)}  ` : ""}${title}  (${code}) ${marks}`);
  }
  const more = alike.slice(TOLD).map(({ code }) => code);
  if (more.length > 0) page.prose("      also ", more.join(", "));
}

function printLegend(page: Page, cite: Cite, facts: ReadonlyMap<string, Evidence>): void {
  const queries = Map.groupBy(cite.cited(), (id) => facts.get(id)?.query ?? "");
  if (queries.size > 0) page.gap().prose("", "evidence (re-run to verify)", "label");
  for (const [query, ids] of queries) page.command(`  ${ids.map(cite.mark).join("")} `, query);
}

/** Evidence numbered in the order in which it is cited. */
interface Cite {
  mark: (id: string) => string;
  cited: () => string[];
}

function numbered(): Cite {
  const numbers = new Map<string, number>();
  return {
    mark(id) {
      const number = numbers.get(id) ?? numbers.size + 1;
      numbers.set(id, number);
      return `[e${number}]`;
    },
    cited: () => [...numbers.keys()],
  };
}

function told({ source, status, detail, durationMs }: SourceReport): string {
  if (status === "not-configured") return `${source} not configured`;
  return `${source} ${status}${detail ? `, ${detail}` : ""} (${durationMs} ms)`;
}

function roleOf({ status }: SourceReport): Role {
  return status === "ok" || status === "empty" || status === "not-configured" ? "aside" : "warn";
}
