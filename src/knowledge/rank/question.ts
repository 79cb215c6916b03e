import type { DocumentKind } from "../../core/passage.ts";
import type { Catalogue } from "../index/catalogue.ts";
import { aliasesIn, isThing } from "../words/aliases.ts";
import { analyze, isName, spaced, whole, written } from "../words/analyze.ts";
import { type Rewording, sayingsIn } from "../words/glossary.ts";
import { subjectOf } from "../words/subject.ts";

/** What is asked of the documents: in words, or by what sitrep found. Every part may be empty. */
export interface Query {
  text: string;
  /** Names of firing alerts: a document that is about one by name comes first. */
  alerts: readonly string[];
  /** Names of services and objects concerned. */
  services: readonly string[];
  /** Finding codes and words of log signatures. */
  terms: readonly string[];
  /** Only documents of these kinds; all when absent. */
  kinds?: readonly DocumentKind[];
}

export function queryOf(question: string | Partial<Query>): Query {
  const empty: Query = { text: "", alerts: [], services: [], terms: [] };
  return typeof question === "string" ? { ...empty, text: question } : { ...empty, ...question };
}

/** A question in the catalogue's own terms. */
export interface Words {
  /** For the letters of titles and for the model. */
  text: string;
  /** Weight of each term that the catalogue knows. */
  terms: ReadonlyMap<number, number>;
  /** How the question writes those terms, in lower case, values left out. */
  spelled: ReadonlyMap<number, string>;
  /** Identifiers of two words or more, and a short question as a whole, spelled one way: `KubePodCrashLooping` → `kubepodcrashlooping`; how surely each is what is asked about. */
  keys: ReadonlyMap<string, number>;
  /** Those of them that are written as alerts are: one word with capitals inside, and no kind of object. */
  names: ReadonlySet<string>;
  /** It tells of trouble, and does not ask how something is done. */
  trouble: boolean;
  /** How many words were said; an identifier is one. */
  said: number;
  asked: readonly AskedWord[];
}

/** A word of the question itself. */
export interface AskedWord {
  /** Absent when no document has it. */
  term: number | undefined;
  /** Terms that say the same. */
  others: readonly number[];
}

/** Words that the glossary adds: they help, but what was said counts more. */
const EXPANDED = 0.4;
/** Words of somebody who types in a hurry; no page is told by them. */
const FILLERS = new Set(
  `cant wont isnt arent doesnt dont didnt wasnt shouldnt couldnt im ive its thats t s re ve ll d m all again also just over very
  really pls help hey anymore anything everything something nothing somehow keeps keep keeps gets got getting goes went way about
  almost suddenly since now today tonight`.split(/\s+/),
);
/** Another name of what was said. */
const ALIAS = 0.7;
/** Names of what is concerned: a document may be about just this service, but rarely is. */
const CONCERNED = 0.5;
/** Values of one moment and place: the same in a document by chance, or because it is about just this threshold. */
const VALUE = 0.15;
/** Longer questions are pasted logs; their first words carry the question. */
const MAX_WORDS = 96;
const MAX_CHARACTERS = 4000;

export function wordsOf(catalogue: Catalogue, query: Query): Words {
  const asking = [...query.alerts, query.text, ...query.terms].filter(Boolean).join(" ").slice(0, MAX_CHARACTERS);
  const { text, values } = subjectOf(asking);
  const said = analyze(text);
  const telling = said.filter((word) => !FILLERS.has(word));
  const asked = [...new Set(telling.length > 0 ? telling : said)].slice(0, MAX_WORDS);
  const weights = new Map(asked.map((word) => [word, 1]));
  const add = (words: readonly string[], weight: number) => {
    for (const word of words) if (!weights.has(word)) weights.set(word, weight);
  };
  add(analyze(query.services.join(" ")), CONCERNED);
  const [aliases, sayings] = [aliasesIn(text), sayingsIn(text)];
  for (const { meant } of aliases) add(meant, ALIAS);
  for (const { meant } of sayings) add(meant, EXPANDED);
  add(analyze(values).slice(0, MAX_WORDS), VALUE);
  const forms = new Map(
    written(`${asking} ${query.services.join(" ")}`).map((word) => [whole(word), word.toLowerCase()]),
  );
  const terms = new Map<number, number>();
  const spelled = new Map<number, string>();
  for (const [word, weight] of weights) {
    const id = catalogue.terms.get(word);
    if (id === undefined) continue;
    terms.set(id, weight);
    if (weight > VALUE) spelled.set(id, forms.get(word) ?? word);
  }
  return {
    text: spaced(text),
    terms,
    spelled,
    keys: keysOf(query),
    names: namesOf(query),
    trouble: !HOW_TO.test(query.text),
    said: text.split(" ").length,
    asked: askedWords(catalogue, asked, [...aliases, ...sayings]),
  };
}

const HOW_TO =
  /^\W*(?:how (?:do|to|can|does|should|is|are)\b|where (?:is|are|do|can)\b|what (?:is|are|does)\b|which\b|(?:can|could|should|may) (?:i|we|you)\b|explain\b|set(?:ting)? up\b|configur(?:e|ing)\b|install(?:ing)?\b|creat(?:e|ing)\b)/i;

function askedWords({ terms }: Catalogue, asked: readonly string[], rewordings: readonly Rewording[]): AskedWord[] {
  const othersOf = (word: string) => rewordings.filter(({ said }) => said.includes(word)).flatMap(({ meant }) => meant);
  return asked.map((word) => ({
    term: terms.get(word),
    others: othersOf(word).flatMap((other) => terms.get(other) ?? []),
  }));
}

/** A question may be a title or a file's name, whatever it is made of. */
const LONGEST_TITLE = 200;
/** A sentence that has a name in it is rarely about nothing else: "Deployment has not matched the number of replicas". */
const MENTIONED = 0.1;

function keysOf({ text, alerts }: Query): Map<string, number> {
  const alone = /^\S+$/.test(text.trim());
  const keys = new Map(identifiersIn(text).map((word) => [word, alone ? 1 : MENTIONED]));
  if (text.length <= LONGEST_TITLE) keys.set(text, 1);
  for (const alert of alerts) keys.set(alert, 1);
  const mentioned = [...keys].filter(([word, sure]) => sure === 1 || isName(word));
  return new Map(mentioned.map(([word, sure]): [string, number] => [whole(word), sure]).filter(([key]) => key !== ""));
}

function namesOf(query: Query): Set<string> {
  const said = identifiersIn(query.text).filter((word) => !isThing(word));
  return new Set([...query.alerts, ...said].filter(isName).map(whole));
}

function identifiersIn(text: string): string[] {
  return text.split(/[\s,;"'`(){}[\]]+/).filter((word) => analyze(word).length > 2);
}
