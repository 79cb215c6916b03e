import { isClaim } from "../../core/passage.ts";
import type { Evaluation } from "./evaluate.ts";
import type { Score } from "./score.ts";
import type { Claims } from "./threshold.ts";

/** With fewer, one more or less false claim moves the proposal by more than it is worth. */
const ENOUGH = 20;

/** The evaluation as a person reads it: what was found, what was claimed, what to set, what was not right. */
export function render(evaluation: Evaluation): string {
  const { covered, sections, uncovered, scores, notIndexed, meaning } = evaluation;
  return [
    `${scores.length} questions${meaning ? "" : ", compared by words only"}`,
    `  covered by a document  ${covered.asked}: right one first ${part(covered.first, covered.asked)}, among the first five ${part(covered.firstFive, covered.asked)}`,
    ...(sections.asked > 0
      ? [`  with a section to find ${sections.asked}: right one first ${part(sections.first, sections.asked)}`]
      : []),
    `  covered by none        ${uncovered}`,
    "",
    ...claims(evaluation),
    ...list("not right", scores.filter(isWrong).map(describe)),
    ...list("not asked, because the expected document is not indexed", notIndexed),
  ].join("\n");
}

function claims({ covered, uncovered, now, proposed }: Evaluation): string[] {
  const line = (name: string, { from, answered, wrong, false: falsely, falseAtMost }: Claims) =>
    `${name} ${from.toFixed(3)}: right ${part(answered, covered.asked)}, wrong document ${wrong}, claimed where none covers ${part(falsely, uncovered)}, at most ${percent(falseAtMost)} at 95 %`;
  if (!proposed)
    return [
      line("claimed from", now),
      "No threshold proposed: that needs questions that no document covers (expected: none).",
    ];
  return [
    line("claimed from", now),
    line("proposed    ", proposed),
    ...(uncovered < ENOUGH ? [`A rough proposal: ${ENOUGH} questions that no document covers make a good one.`] : []),
    `Use it: claimFrom: ${proposed.from} in sitrep.yaml, or SITREP_CLAIM_FROM=${proposed.from}`,
  ];
}

function isWrong({ expected, rank, section, coverage }: Score): boolean {
  if (expected.length === 0) return isClaim(coverage);
  return rank !== 1 || section === false;
}

function describe({ question, expected, found, coverage, probability, rank }: Score): string {
  const place = rank !== null && rank > 1 ? `, which is number ${rank}` : "";
  return `${question}: ${found || "nothing"} (${coverage}, ${percent(probability)}); expected ${expected.join(" or ") || "none"}${place}`;
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ["", title, ...lines.map((line) => `  ${line}`)] : [];
}

function part(count: number, of: number): string {
  return of === 0 ? "–" : `${count} of ${of} (${percent(count / of)})`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
