import type { Evidence } from "../../core/evidence.ts";
import { templateOf } from "../logs/template.ts";
import type { Candidate } from "./candidate.ts";
import type { Ranked } from "./rank.ts";

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

/** The root with how well the quotes match what shows it; in it and in each of its effects the evidence that they match comes first. */
export function withQuotes<R extends Ranked>(root: R, quotes: Quotes): R {
  if (quotes.length === 0) return root;
  const known = new Map(
    [root, ...root.explains].flatMap(({ draft }) => draft.evidence.map((item) => [item, matches(quotes, item)])),
  );
  const quoted = Math.max(0, ...known.values());
  if (quoted === 0) return root;
  return { ...inOrder(root, known), explains: root.explains.map((effect) => inOrder(effect, known)), quoted };
}

function inOrder<C extends Candidate>(item: C, known: ReadonlyMap<Evidence, number>): C {
  const [first, ...others] = item.draft.evidence.toSorted((a, b) => (known.get(b) ?? 0) - (known.get(a) ?? 0));
  return first ? { ...item, draft: { ...item.draft, evidence: [first, ...others] } } : item;
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
