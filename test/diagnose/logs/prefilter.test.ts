import { expect, test } from "vitest";
import { searchFor } from "../../../src/diagnose/logs/prefilter/automaton.ts";
import { literalsOf } from "../../../src/diagnose/logs/prefilter/literals.ts";
import { SIGNATURES } from "../../../src/diagnose/logs/signatures/index.ts";
import { LINES } from "./lines.ts";

test.each([
  [/connection refused|ECONNREFUSED/i, ["connection refused", "econnrefused"]],
  [/listen (?<code>EADDRINUSE|EACCES)\b/, ["listen eaddrinuse", "listen eacces"]],
  [
    /too many connections for (?:role|database) "(?<db>[^"]{1,80})"/,
    ["too many connections for role", "too many connections for database"],
  ],
  [/[Uu]ncaught ?[Ee]xception/, ["uncaught exception", "uncaughtexception"]],
  [/(?:key|value): (?!null)missing/, ["missing"]],
  [/\bP[12]00\d/, ["p100", "p200"]],
  [/(?:\w+|failed)(?: to)? (?<file>\S+)/, undefined],
])("the fixed texts of %s", (pattern, texts) => {
  expect(literalsOf(pattern)).toEqual(texts);
});

test("each alternative of each signature has a fixed text, and every line that a pattern matches has one of its texts", () => {
  const missed = SIGNATURES.flatMap(({ id, pattern }) => {
    const find = searchFor(literalsOf(pattern) ?? []);
    return LINES.filter(([line]) => pattern.test(line) && !isFound(find, line)).map(([line]) => `${id}: ${line}`);
  });
  expect(SIGNATURES.filter(({ pattern }) => literalsOf(pattern) === undefined).map(({ id }) => id)).toEqual([]);
  expect(missed).toEqual([]);
});

function isFound(find: ReturnType<typeof searchFor>, line: string): boolean {
  let found = false;
  find(line, () => {
    found = true;
  });
  return found;
}

test("texts are found inside others and behind false starts", () => {
  const texts = ["he", "she", "his", "hers", "connection re", "on refused"];
  const found = new Set<number>();
  searchFor(texts)("usHERS: conneconnection REfused", (which) => found.add(which));
  expect([...found].map((which) => texts[which]).sort()).toEqual(["connection re", "he", "hers", "on refused", "she"]);
});
