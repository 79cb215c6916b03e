import { expect, test } from "vitest";
import { redact } from "../../src/core/redact/redact.ts";
import { salient } from "../../src/core/salience.ts";
import { clean } from "../../src/core/untrusted.ts";
import { templateOf } from "../../src/diagnose/logs/template.ts";
import { plainText } from "../../src/knowledge/words/analyze.ts";
import { type Attack, attacksOf } from "./attacks.ts";
import { type Pattern, patternsOf } from "./collect.ts";

/**
 * How much longer than looking at each character once: patterns look ahead a few hundred characters at most, and none reads
 * the rest of the text again from every place. A pattern that does takes 100,000 times as long on a megabyte.
 */
const FACTOR = 1_500;
/** For compiling a pattern and for a pause of the collector. */
const SPARE_MS = 40;
/** How long a text, and how many of the attacks that were the worst on it go on. A quadratic pattern ends at the third. */
const STAGES: readonly (readonly [size: number, kept: number])[] = [
  [1 << 10, Number.POSITIVE_INFINITY],
  [1 << 13, 3],
  [1 << 16, 1],
  [1 << 20, 0],
];

const PATTERNS = patternsOf(["src/**/*.ts", "ingest/**/*.ts"]);

test("the registry is the source itself: signatures, drift, redaction, all of it", () => {
  expect(PATTERNS.length).toBeGreaterThan(900);
  for (const file of ["logs/signatures/go.ts", "situation/drift.ts", "redact/flags.ts", "knowledge/words/analyze.ts"])
    expect(PATTERNS.some(({ at }) => at.includes(file))).toBe(true);
});

test("the attacks find what reads a text again from every place", () => {
  for (const pattern of [/[\w.-]*password=/, /\s+$/, /<!--[\s\S]*?-->/, /x.*y/])
    expect([slowness({ at: "", pattern }), String(pattern)]).not.toEqual([undefined, String(pattern)]);
}, 300_000);

test("every pattern reads a megabyte of what it nearly matches in a fixed multiple of a plain scan", () => {
  expect(PATTERNS.map(slowness).filter((slow) => slow !== undefined)).toEqual([]);
}, 900_000);

test.each([
  ["redact", redact],
  ["clean", clean],
  ["plainText", plainText],
  ["templateOf", templateOf],
  ["salient", (text: string) => salient(text, 500)],
])(
  "so does what is made of them: %s",
  (_, read) => {
    const own = PATTERNS.filter(({ at }) => /redact|untrusted|analyze|template|salience/.test(at));
    const pumps = new Set(own.flatMap(({ pattern }) => attacksOf(pattern).map(({ pump }) => pump)));
    const slow = [...pumps].filter((pump) => isSlow({ lead: "", pump }, 1 << 14, read));
    expect(slow).toEqual([]);
  },
  300_000,
);

/** The attack under which it is too slow, and on how much text. */
function slowness({ at, pattern }: Pattern): string | undefined {
  const every = new RegExp(pattern.source, pattern.flags.includes("g") ? pattern.flags : `${pattern.flags}g`);
  const read = (text: string) => text.replace(every, "");
  let attacks: readonly Attack[] = attacksOf(pattern);
  for (const [size, kept] of STAGES) {
    const slow = attacks.find((attack) => isSlow(attack, size, read));
    if (slow) return `${at} ${pattern} ${JSON.stringify(slow)} ${size}`;
    attacks = worst(attacks, size, read).slice(0, kept);
  }
  return undefined;
}

function worst(attacks: readonly Attack[], size: number, read: (text: string) => unknown): Attack[] {
  const timed = attacks.map((attack) => ({ attack, ms: timeOf(read, textOf(attack, size)) }));
  return timed.sort((a, b) => b.ms - a.ms).map(({ attack }) => attack);
}

/** A busy machine makes one run slow, not three; what is far beyond needs no second look. */
function isSlow(attack: Attack, size: number, read: (text: string) => unknown): boolean {
  const text = textOf(attack, size);
  const limit = FACTOR * timeOf(scan, text) + SPARE_MS;
  const first = timeOf(read, text);
  return first > limit && (first > 5 * limit || (timeOf(read, text) > limit && timeOf(read, text) > limit));
}

function textOf({ lead, pump }: Attack, size: number): string {
  return `${(lead + pump.repeat(Math.ceil(size / pump.length))).slice(0, size)}\u0000`;
}

function timeOf(read: (text: string) => unknown, text: string): number {
  const started = performance.now();
  read(text);
  return performance.now() - started;
}

function scan(text: string): number {
  let lines = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) === 10) lines++;
  return lines;
}
