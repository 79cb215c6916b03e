import type { Evidence } from "../../core/evidence.ts";
import { type Finding, flatten } from "../../core/finding.ts";
import { templateOf } from "../logs/template.ts";

/** Of a quote this share must stand in a fact. */
const ENOUGH = 0.5;
const MAX_QUOTES = 40;
const QUOTED = /"([^"\n]{4,600})"|`([^`\n]{4,600})`|(?<!\w)'([^'\n]{4,600})'(?!\w)/g;
const FRAME = /^\s*(?:at |\.\.\. \d|File "|goroutine \d)/;

/** Pairs of neighbouring words, or the one word `OOMKilled`, of each text that is quoted in a question, or of each line that was pasted. */
export type Quotes = readonly ReadonlySet<string>[];

export function quotesIn(question: string): Quotes {
  const quoted = [...question.matchAll(QUOTED)].flatMap(([, a, b, c]) => a ?? b ?? c ?? []);
  const lines = quoted.length > 0 && !question.includes("\n") ? quoted : question.split("\n");
  return lines
    .filter((line) => !FRAME.test(line))
    .slice(0, MAX_QUOTES)
    .map((line) => (STATE.test(line.trim()) ? new Set([line.trim().toLowerCase()]) : pairsOf(line)))
    .filter(({ size }) => size > 0);
}

/** A word with capitals inside is no word of a sentence. */
const STATE = /^\w{0,60}[a-z][A-Z]\w{0,60}$|^[A-Z]{3,}[a-z]+$/;

/** What the quotes match comes first: among the findings of one tier, and among what shows each of them. */
export function quotedFirst(
  quotes: Quotes,
  found: { findings: readonly Finding[]; evidence: readonly Evidence[] },
): Finding[] {
  if (quotes.length === 0) return [...found.findings];
  const known = new Map(found.evidence.map((item) => [item.id, matches(quotes, item)]));
  const scored = found.findings.map((finding) => ({ finding, score: best(flatten([finding]), known) }));
  return scored
    .toSorted(
      (a, b) => Number(a.finding.tier === "noticed") - Number(b.finding.tier === "noticed") || b.score - a.score,
    )
    .map(({ finding, score }) => (score > 0 ? inOrder(finding, known) : finding));
}

function best(findings: readonly Finding[], known: ReadonlyMap<string, number>): number {
  return Math.max(0, ...findings.flatMap(({ evidence }) => evidence.map((id) => known.get(id) ?? 0)));
}

function inOrder(finding: Finding, known: ReadonlyMap<string, number>): Finding {
  const evidence = finding.evidence.toSorted((a, b) => (known.get(b) ?? 0) - (known.get(a) ?? 0));
  return { ...finding, evidence, symptoms: finding.symptoms.map((symptom) => inOrder(symptom, known)) };
}

/** The share of the quote that fits best, 0 when none fits well enough. */
function matches(quotes: Quotes, { text, data }: Evidence): number {
  const parts = [text, data.line, data.message].filter((part) => typeof part === "string");
  const own = new Set(parts.flatMap((part) => [...pairsOf(part), ...wordsOf(part)]));
  const shares = quotes.map((quote) => [...quote].filter((pair) => own.has(pair)).length / quote.size);
  const share = Math.max(0, ...shares);
  return share >= ENOUGH ? share : 0;
}

function pairsOf(line: string): Set<string> {
  const words = wordsOf(line);
  return new Set(words.slice(1).map((word, i) => `${words[i]} ${word}`));
}

/** What varies from one occurrence to the next is masked, as it is when lines are counted. */
function wordsOf(line: string): string[] {
  const words =
    templateOf(line)
      .toLowerCase()
      .match(/[a-z][a-z'_-]*[a-z]/g) ?? [];
  return words.filter((word) => !MASKED.has(word));
}

const MASKED = new Set(["time", "uuid", "hex", "query", "ip", "port", "pod", "duration", "size", "thread"]);
