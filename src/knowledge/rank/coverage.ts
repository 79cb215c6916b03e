import type { Coverage } from "../../core/passage.ts";
import type { Catalogue } from "../index/catalogue.ts";
import { stemOf } from "../index/forward.ts";
import { countOf, idf, rarest } from "../index/postings.ts";
import { cosine } from "../index/vectors.ts";
import { analyze, isName } from "../words/analyze.ts";
import { bears, kindFor } from "./kind.ts";
import { LEGS, type Leg } from "./legs.ts";
import type { Query, Words } from "./question.ts";
import { type Asked, type Fusion, namesake, type Ranked } from "./rank.ts";
import { saidOf } from "./said.ts";
import { COVERAGE } from "./weights.ts";

/**
 * What speaks for the first page being meant for the question; no single one is enough. All are relative to the question or to
 * the collection, so that they mean the same for other alerts and other documents than those they were fitted on.
 * - `runbook`: it is one, where the collection has any.
 * - `words`: its BM25 as a share of what a page with every word asked could reach.
 * - `meaning`: cosine of question and page, 0 without a model.
 * - `lead`: how far the next pages are behind, as a share of its score.
 * - `agreement`: share of the legs by which no other page is better. Where there are few others, neither says much.
 * - `missing`: how rare the words are that it lacks, squared, as a mean over the words asked.
 * - `beyond`: how rare a word its title has that was not asked: the title of a neighbour has one.
 * - `said`: logarithm of the number of words asked: of few words all are easily there.
 */
export const SIGNALS = ["runbook", "words", "meaning", "lead", "agreement", "missing", "beyond", "said"] as const;
export type Signals = Record<(typeof SIGNALS)[number], number> & { bound: keyof typeof BOUNDS };

/**
 * Where a runbook bears the alert's name nothing else has to speak for it, and little where a sentence says the name or the
 * question is the very title; what mentions it is related at least; a page that bears another alert's name is about that one.
 * Where words alone are compared, one that says little of a short question is not even related, though all others say nothing of it.
 */
const BOUNDS = {
  own: [0.9, 1],
  sentence: [COVERAGE.from.likely, 1],
  title: [COVERAGE.from.likely, 1],
  mentioned: [COVERAGE.from.related, 1],
  another: [0, 0.4],
  little: [0, COVERAGE.from.related / 2],
  none: [0, 1],
} as const;

/**
 * Below this share of a short question, rare words counting more, a page says little of it: 3 of 843 right claims, and half of
 * those for questions about lunch. Of a pasted log a page has only part.
 */
const LITTLE = 1 / 3;
const SHORT = 8;

/**
 * A document that is no runbook is related from here on, by the probability that it would have as one: how to drain a node is
 * told by the manual.
 */
const ON_SUBJECT = 0.3;

/** A logistic over the signals. */
export type Logistic = { bias: number } & Record<(typeof SIGNALS)[number], number>;

/** Pages that the first one is compared with. */
export const COMPARED = 20;
const NEXT = 10;

/** The signals of the first page; `undefined` when nothing speaks for any. Pages of the same name are no competitors of each other. */
export function signalsOf(
  catalogue: Catalogue,
  { query, words, vector }: Asked,
  ranked: readonly Ranked[],
): Signals | undefined {
  const { vectors } = catalogue;
  const [first, ...rest] = ranked.slice(0, COMPARED);
  if (!first) return undefined;
  const { share, found, missing } = saidOf(catalogue, words.asked, first.page);
  // No word in common and no model: only letters are alike.
  if (share === 0 && !vector) return undefined;
  const others = rest.filter(({ page }) => namesake(catalogue, page) !== namesake(catalogue, first.page));
  // Where fewer are ranked, the others have nothing of the question.
  const next = others.slice(0, NEXT).reduce((sum, { score }) => sum + score, 0);
  const mean = next / Math.min(NEXT, Math.max(1, catalogue.pages.length - 1));
  const telling = 1 - 1 / catalogue.pages.length;
  return {
    runbook: Number(isOfKind(catalogue, query, words, first.page)),
    words: share,
    meaning: vectors && vector ? cosine(vectors.pages, first.page, Float64Array.from(vector)) : 0,
    lead: telling * (1 - mean / first.score),
    agreement: telling * agreementOf(first, others),
    missing,
    beyond: beyondOf(catalogue, words, first.page),
    said: Math.log(words.said),
    bound:
      nameOf(catalogue, query, words, first.page) ??
      (!vector && words.asked.length <= SHORT && found < LITTLE ? "little" : "none"),
  };
}

/** The probability that the first page is the one for the question. */
export function probabilityOf(signals: Signals | undefined, fusion: Fusion): number {
  return signals ? probabilityBy(COVERAGE[fusion === "fitted" ? "fitted" : "lexical"], signals) : 0;
}

export function probabilityBy(logistic: Logistic, signals: Signals): number {
  const [least, most] = BOUNDS[signals.bound];
  const onSubject = logisticOf(logistic, { ...signals, runbook: 1 }) >= ON_SUBJECT;
  return Math.min(most, Math.max(least, onSubject ? COVERAGE.from.related : 0, logisticOf(logistic, signals)));
}

function logisticOf(logistic: Logistic, signals: Signals): number {
  const sum = SIGNALS.reduce((sum, name) => sum + logistic[name] * signals[name], logistic.bias);
  return 1 / (1 + Math.exp(-sum));
}

/** The probability in words. Only the first two, given from `claimFrom` on, say that a document is meant for the question. */
export function coverageOf(probability: number, claimFrom: number = COVERAGE.from.likely): Coverage {
  const { runbook, related } = COVERAGE.from;
  if (probability >= claimFrom) return probability >= runbook ? "runbook" : "likely";
  return probability >= related ? "related" : "none";
}

/** Who asks for one kind alone gets it; else a runbook is what is looked for, unless no document is called one. */
function isOfKind(catalogue: Catalogue, { kinds }: Query, words: Words, page: number): boolean {
  if (kinds?.length === 1 || kindFor(catalogue, words, page) === "runbook") return true;
  return !catalogue.pages.some(({ kind }) => kind === "runbook");
}

function agreementOf({ legs }: Ranked, others: readonly Ranked[]): number {
  const inUse = LEGS.filter((leg) => legs[leg] !== 0 || others.some((other) => other.legs[leg] !== 0));
  const isBest = (leg: Leg) => others.every((other) => other.legs[leg] <= legs[leg]);
  return inUse.filter(isBest).length / (inUse.length || 1);
}

function beyondOf({ pageTerms, titleTerms }: Catalogue, { terms }: Words, page: number): number {
  const most = rarest(pageTerms);
  let beyond = 0;
  for (const term of titleTerms[page] ?? [])
    if (!terms.has(term)) beyond = Math.max(beyond, idf(pageTerms, term) / most);
  return beyond;
}

/** Whose name the page bears, in its title, a heading or its front matter, or mentions, where the question names an alert. */
function nameOf(catalogue: Catalogue, query: Query, words: Words, page: number): keyof typeof BOUNDS | undefined {
  const { title = "", path = "" } = catalogue.pages[page] ?? {};
  const isBorne = (name: string) => bears(catalogue, name, page);
  const names = [...words.names];
  const asked = names.filter((name) => words.keys.get(name) === 1);
  const isOwn = asked.some(isBorne);
  if (names.some(isBorne) && isOfKind(catalogue, query, words, page)) return isOwn ? "own" : "sentence";
  if (isTitle(query, title)) return "title";
  if (isOfKind(catalogue, query, words, page) && saysTitle(catalogue, words, page)) return "title";
  if (isOwn || asked.some((name) => isInText(catalogue, name, page))) return "mentioned";
  const nameAlone = query.text === "" || !/\s/.test(query.text.trim());
  return nameAlone && asked.length > 0 && [title, stemOf(path)].some(isName) ? "another" : undefined;
}

/** The same words in the same order; of words like "the" none counts. */
function isTitle({ text, alerts, terms }: Query, title: string): boolean {
  const asked = analyze(text);
  const isAlone = alerts.length === 0 && terms.length === 0 && asked.length > 0;
  return isAlone && asked.join(" ") === analyze(title).join(" ");
}

/** A question of two words or more, each of which is in the title in some form. */
function saysTitle({ titleTerms }: Catalogue, { asked }: Words, page: number): boolean {
  const title = titleTerms[page];
  const isIn = (term: number | undefined) => term !== undefined && title?.has(term);
  return asked.length > 1 && asked.every(({ term, others }) => isIn(term) || others.some(isIn));
}

function isInText({ terms, pageTerms }: Catalogue, name: string, page: number): boolean {
  const term = terms.get(name);
  return term !== undefined && countOf(pageTerms, term, page) > 0;
}
