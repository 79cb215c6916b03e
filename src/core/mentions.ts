/** More words than this are a log, and what they name stands in the first of them. */
const MAX_WORDS = 600;
const MAX_VALUES = 16;
/** Longer than this, or of several lines, it was pasted: what it names is a find, and not a claim that there is such a thing. */
const MAX_ASKED = 14;
const URL = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]+)([^?#]*)/i;
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}(?=$|:)|^\[?[0-9a-f]*(?::[0-9a-f]*){3,}\]?$/i;
/** An image with its tag, a host with its port. */
const TAGGED = /^[a-z0-9][a-z0-9._/-]{0,250}:[\w.-]{0,127}\d[\w.-]{0,127}$/;

/** What a text may name, however it is written. */
export interface Mentions {
  /** Words with slashes in their parts: `deploy/api`, `payments/deploy/api`, `payments/api`. */
  paths: string[][];
  /** Neighbouring words, of which the first may be a kind: `configmap pricing-config`. */
  pairs: [type: string, name: string][];
  /** Words without a slash that may be names, each once, in lower case. */
  words: string[];
  /** What may stand inside an object: hosts, addresses, images, paths of URLs; each with what to look for in its place. */
  values: string[][];
  /** It is a log, a trace, a message, and not a question. */
  pasted: boolean;
}

export function mentionsIn(text: string): Mentions {
  const raw = text.split(/[\s"'`,;()<>[\]{}|=]+/, MAX_WORDS).filter(Boolean);
  const written = raw.map((word) => plain(word.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "").replace(/[?#].*/, "")));
  const split = written.flatMap((word) => word.split(/[^a-z0-9./-]+/).map(plain)).filter(Boolean);
  const pairs = split.flatMap((word, i): [string, string][] => (split[i + 1] ? [[word, split[i + 1] ?? ""]] : []));
  return {
    paths: [...new Set(split.filter((word) => word.includes("/")))].map((word) => word.split("/").filter(Boolean)),
    pairs,
    words: [...new Set(split.filter((word) => !word.includes("/")))],
    values: raw.flatMap(valuesOf).slice(0, MAX_VALUES),
    pasted: raw.length > MAX_ASKED || text.includes("\n"),
  };
}

/** It looks like a name and like no word of a sentence. */
export function isTelling(word: string): boolean {
  return word.length > 3 && /[a-z]/.test(word) && /[-.]|\w\d|\d\w/.test(word);
}

function plain(word: string): string {
  return word.replace(/^[./:-]+|[./:?!-]+$/g, "").toLowerCase();
}

function valuesOf(word: string): string[][] {
  const given = word.replace(/[.:?!]{1,20}$/, "").toLowerCase();
  const url = URL.exec(given);
  if (url) return [[portless(url[1]?.replace(/^.*@/, "") ?? "")], pathsOf(url[2] ?? "")].filter(isSome);
  if (given.startsWith("/")) return [pathsOf(given.replace(/[?#].*/, ""))].filter(isSome);
  const address = ADDRESS.exec(given)?.[0];
  if (address) return [[address.replace(/^\[|\]$/g, "")]];
  if (TAGGED.test(given)) return [[given, portless(given)].filter((value, i) => i === 0 || isTelling(value))];
  if (!isTelling(given) || !/[./]/.test(given)) return [];
  const [host = "", ...path] = given.split("/");
  const shorter = [given, portless(given), host.includes(".") && path.length > 0 ? portless(host) : ""];
  return [[...new Set(shorter)].filter(isTelling)];
}

function isSome(group: readonly string[]): boolean {
  return group.some(Boolean);
}

/** Without its port, tag or digest. */
function portless(text: string): string {
  return text.replace(/@.*$|:[^/:]*$/g, "");
}

/** The path and those above it, down to its first part. */
function pathsOf(path: string): string[] {
  const parts = path.split("/").filter(Boolean);
  return parts.map((_, i) => `/${parts.slice(0, parts.length - i).join("/")}`);
}

/** A word of the text with its capitals. */
export function asWritten(word: string, text: string): string {
  const at = text.toLowerCase().indexOf(word);
  return at < 0 ? word : text.slice(at, at + word.length);
}
