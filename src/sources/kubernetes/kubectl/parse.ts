import { SitrepError } from "../../../core/errors.ts";
import { FLAGS, FORMS, PAIRED, SECOND, type Verb } from "./forms.ts";
import { refusedCommand } from "./refusal.ts";
import { wordsOf } from "./words.ts";

/** A command line of kubectl's, understood. */
export interface Command {
  verb: Verb;
  words: readonly string[];
  /** By long name; a flag without a value is `"true"`. */
  flags: Readonly<Record<string, string>>;
}

/** Parses one line as a shell would split it and kubectl would read it. Throws an `input` error that names the nearest form. */
export function parseKubectl(line: string): Command {
  const { words, flags } = sorted(wordsOf(line));
  const { verb, rest } = verbOf(words);
  const known: readonly string[] = FORMS[verb];
  const stranger = Object.keys(flags).find((name) => !known.includes(name));
  if (stranger !== undefined) throw strangeFlag(stranger, verb, known);
  return { verb, words: rest, flags };
}

function verbOf(words: readonly string[]): { verb: Verb; rest: readonly string[] } {
  const [first = "", second] = words;
  const isPair = PAIRED.has(first) && second !== undefined;
  const verb = isPair ? `${first} ${SECOND[second] ?? second}` : first;
  if (isVerb(verb) && !(verb === "cluster-info" && second)) return { verb, rest: words.slice(isPair ? 2 : 1) };
  throw refusedCommand(first, second);
}

function isVerb(text: string): text is Verb {
  return Object.hasOwn(FORMS, text);
}

/** Words and flags of a command line; they may come in any order. */
function sorted(all: readonly string[]): { words: string[]; flags: Record<string, string> } {
  const words: string[] = [];
  const flags: Record<string, string> = {};
  const rest = [...all];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!/^-./.test(word)) words.push(word);
    else if (word.startsWith("--")) longFlag(word, rest, flags);
    else shortFlags(word, rest, flags);
  }
  return { words, flags };
}

function longFlag(word: string, rest: string[], flags: Record<string, string>): void {
  const [, name = "", value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
  if (FLAGS[name]?.value) flags[name] = value ?? following(word, rest);
  // Known to nobody: the verb, which may come later, tells what it takes.
  else if (value !== "false") flags[name] = value ?? "true";
}

/** `-A`, `-n payments`, `-npayments`, `-owide`. */
function shortFlags(word: string, rest: string[], flags: Record<string, string>): void {
  const letter = word.charAt(1);
  const [name, flag] = Object.entries(FLAGS).find(([, { short }]) => short === letter) ?? [letter, {}];
  const attached = word.slice(2).replace(/^=/, "");
  if (flag.value) flags[name] = attached || following(word, rest);
  else {
    flags[name] = "true";
    if (attached) shortFlags(`-${attached}`, rest, flags);
  }
}

function following(word: string, rest: string[]): string {
  const value = rest.shift();
  if (value !== undefined) return value;
  throw new SitrepError("input", `${word} needs a value.`, { hint: "e.g. -n payments, --tail=100, -l app=api" });
}

/** Flags that keep a command running, or lead elsewhere. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  watch: "Ask again instead.",
  w: "Ask again instead.",
  follow: "Ask again with --since instead.",
  filename: "Ask again with --since instead of following.",
  context: "Start sitrep with --context; the cluster is chosen once.",
  kubeconfig: "Start sitrep with --kubeconfig; the cluster is chosen once.",
  as: "sitrep acts as configured: kubernetes.impersonate.",
  raw: "Name the type and the object.",
};

function strangeFlag(name: string, verb: Verb, known: readonly string[]): SitrepError {
  const written = name.length > 1 ? `--${name}` : `-${name}`;
  const taken = known.map((flag) => (FLAGS[flag]?.short ? `-${FLAGS[flag]?.short}/--${flag}` : `--${flag}`));
  return new SitrepError("input", `kubectl ${verb} does not take ${written} here.`, {
    hint: `${ELSEWHERE[name] ? `${ELSEWHERE[name]} ` : ""}It takes: ${taken.join(", ") || "no flags"}.`,
  });
}
