import type { Finding } from "../../../src/core/finding.ts";
import type { Asked } from "./ask.ts";
import { listOf, type Named, type Scenario } from "./schema.ts";

/** How an answer compares with the truth. */
export interface Score {
  scenario: Scenario;
  object: boolean;
  cause: boolean;
  /** Something that only suffers was named as the root cause. */
  symptomBlamed: boolean;
  said: string;
  seconds: number;
  tokens: number;
}

const same = (a: Named, b: Named) => a.name === b.name && a.kind.toLowerCase() === b.kind.toLowerCase();

export function score(scenario: Scenario, { answer, seconds, tokens }: Asked): Score {
  const { expected, mustNotBlame } = scenario;
  const [first] = answer.findings;
  const said = first ? `${first.code} ${first.object.kind}/${first.object.name}` : answer.verdict;
  if ("verdict" in expected) {
    const right = listOf<string>(expected.verdict).includes(answer.verdict);
    return {
      scenario,
      object: right,
      cause: right,
      symptomBlamed: !right,
      said: right ? answer.verdict : said,
      seconds,
      tokens,
    };
  }
  const object = listOf(expected.object).some((it) => first !== undefined && same(it, first.object));
  const cause = object && listOf(expected.code).includes(first?.code ?? "");
  const blamed = first !== undefined && mustNotBlame.some((it) => same(it, first.object));
  return { scenario, object, cause, symptomBlamed: blamed || hidden(scenario, answer.findings), said, seconds, tokens };
}

/** The right answer is there, below another one. */
function hidden({ expected }: Scenario, findings: readonly Finding[]): boolean {
  if (!("code" in expected)) return false;
  const right = (finding: Finding): boolean =>
    listOf(expected.code).includes(finding.code) && listOf(expected.object).some((it) => same(it, finding.object));
  const below = (finding: Finding): boolean => finding.symptoms.some((it) => right(it) || below(it));
  return !findings.slice(0, 1).some(right) && findings.some(below);
}

/** A Markdown table, and the sums that count. `again` names the cases that come out right when they are asked again. */
export function table(scores: readonly Score[], again?: ReadonlySet<string>): string {
  const mark = (yes: boolean) => (yes ? "yes" : "**no**");
  const rows = scores.map((it) =>
    [
      it.scenario.family,
      it.scenario.name,
      mark(it.object),
      mark(it.cause),
      it.symptomBlamed ? "**yes**" : "",
      ...(again ? [mark(again.has(it.scenario.name))] : []),
      it.cause ? it.said.split(" ")[0] : it.said,
      it.seconds.toFixed(1),
      String(it.tokens),
    ].join(" | "),
  );
  const head = `family | scenario | object right | cause right | symptom blamed | ${again ? "case right | " : ""}said | s | tokens`;
  return [
    `| ${head} |`,
    `| ${head.replace(/[^|]+/g, "---")} |`,
    ...rows.map((row) => `| ${row} |`),
    "",
    sums(scores),
    ...(again ? [`Cases asked again by this version: ${again.size} of ${scores.length} right.`] : []),
  ].join("\n");
}

function sums(scores: readonly Score[]): string {
  const faults = scores.filter(({ scenario }) => "code" in scenario.expected);
  const quiet = scores.filter(({ scenario }) => "verdict" in scenario.expected);
  const count = (list: readonly Score[], of: (it: Score) => boolean) => `${list.filter(of).length} of ${list.length}`;
  const seconds = scores.map((it) => it.seconds).sort((a, b) => a - b);
  return [
    `Faults: object right ${count(faults, (it) => it.object)}, object and cause right ${count(faults, (it) => it.cause)},`,
    `symptom blamed ${count(faults, (it) => it.symptomBlamed)}. Healthy or misleading: right ${count(quiet, (it) => it.cause)}.`,
    `Median ${seconds[Math.floor(seconds.length / 2)]?.toFixed(1) ?? "-"} s.`,
  ].join(" ");
}
