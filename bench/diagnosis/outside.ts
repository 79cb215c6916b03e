import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createApp } from "../../src/app.ts";
import { Answer } from "../../src/core/answer.ts";
import { localCaller } from "../../src/core/caller.ts";
import type { Finding } from "../../src/core/finding.ts";
import type { Measured } from "./accuracy.ts";

/**
 * A case that others made: a capture, and what they say is wrong in their own words. Two layouts are read: `expected.jsonl`
 * with `{case, namespace, query, fault_object: "kind/name", root_cause}` a line beside the captures, and captures with an
 * `expected.json` of `{question, namespace, object: {kind, name}, cause, acceptableCodes}` in each. A set with a vocabulary of its own brings `labels.json` beside them:
 * for each of its labels a pattern of what a right finding's code or title says, and one of other objects (`Kind/name`) that are as right.
 */
interface Labelled {
  name: string;
  capture: string;
  namespace: string | undefined;
  question: string;
  kind: string;
  object: string;
  cause: string;
  codes: readonly string[];
  healthy: boolean;
  reading: Reading;
}

interface Reading {
  says?: string;
  object?: string;
}

const DEADLINE_MS = 120_000;
const ANYTHING = "what is wrong?";

/** Every case of the set, asked through the whole program. Object and cause are judged by name and by the label's words. */
export async function measured(set: string): Promise<Measured[]> {
  const results: Measured[] = [];
  for (const item of labelled(set)) results.push(await ask(item));
  return results;
}

export function labelled(set: string): Labelled[] {
  const table = path.join(set, "expected.jsonl");
  const labels = path.join(set, "labels.json");
  const readings: Record<string, Reading> = existsSync(labels) ? JSON.parse(readFileSync(labels, "utf8")) : {};
  if (existsSync(table))
    return readFileSync(table, "utf8")
      .trim()
      .split("\n")
      .map((line) => ofLine(set, JSON.parse(line), readings));
  return readdirSync(set)
    .filter((name) => existsSync(path.join(set, name, "expected.json")))
    .sort()
    .map((name) =>
      ofFile(path.join(set, name), JSON.parse(readFileSync(path.join(set, name, "expected.json"), "utf8"))),
    );
}

function ofLine(set: string, line: Record<string, string>, readings: Record<string, Reading>): Labelled {
  const { case: name = "", namespace, fault_object = "", root_cause = "" } = line;
  const [kind = "", object = ""] = fault_object.split("/");
  const capture = path.join(set, name);
  const reading = readings[root_cause] ?? {};
  return {
    name,
    capture,
    namespace,
    question: ANYTHING,
    kind,
    object,
    cause: root_cause,
    codes: [],
    healthy: false,
    reading,
  };
}

interface File {
  question?: string;
  namespace?: string;
  object?: { kind?: string; name?: string };
  cause?: string;
  acceptableCodes?: string[];
  healthy?: boolean;
}

function ofFile(capture: string, file: File): Labelled {
  const { question = ANYTHING, namespace, object = {}, cause = "", acceptableCodes = [], healthy = false } = file;
  const { kind = "", name = "" } = object;
  return {
    name: path.basename(capture),
    capture,
    namespace,
    question,
    kind,
    object: name,
    cause,
    codes: acceptableCodes,
    healthy,
    reading: {},
  };
}

async function ask(item: Labelled): Promise<Measured> {
  const { capture, question, namespace } = item;
  const app = await createApp({ flags: { audit: "off" }, env: {}, cwd: capture, capture, log: () => {} });
  const began = performance.now();
  try {
    const input = { question, ...(namespace && { namespace }), max_tokens: 8_000 };
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const { data } = await app.call({ tool: "investigate", input, caller: localCaller(), signal });
    return judged(item, Answer.parse(data), performance.now() - began);
  } finally {
    await app.close();
  }
}

function judged(item: Labelled, { findings: [first], verdict }: Answer, ms: number): Measured {
  const healthy = verdict === "healthy";
  const object = item.healthy ? healthy : first !== undefined && isObject(item, first);
  const cause = item.healthy ? healthy : first !== undefined && isCause(item, first);
  return {
    name: item.name,
    object,
    cause,
    ms,
    toldHealthy: healthy && !item.healthy,
    sure: first?.role === "cause" && first.confidence === "high",
    said: first ? `${first.code} ${first.object.kind}/${first.object.name}` : verdict,
  };
}

/** What controllers add to a name: hashes of pod templates and pods, ordinals. */
const ADDED = "(?:-[a-f0-9]{6,10})?(?:-[a-z0-9]{5})?(?:-\\d+)?";
const OF_NAMESPACES = new Set(["Namespace", "ResourceQuota", "LimitRange"]);

function isObject({ kind, object, reading }: Labelled, { object: { kind: found, name } }: Finding): boolean {
  if (reading.object && new RegExp(reading.object).test(`${found}/${name}`)) return true;
  if (kind.toLowerCase() === "namespace") return OF_NAMESPACES.has(found);
  return new RegExp(`^${RegExp.escape(object)}${ADDED}$`).test(name);
}

/** One of their codes, or half of the words of their label, three of a sentence, in the finding's code or title. */
function isCause({ cause, codes, reading }: Labelled, { code, title }: Finding): boolean {
  if (codes.includes(code)) return true;
  if (reading.says) return new RegExp(reading.says, "i").test(`${code} ${title}`);
  const words = [...new Set(wordsOf(cause))];
  const said = wordsOf(`${code} ${title}`);
  const shared = words.filter((word) =>
    said.some((other) => other.startsWith(word.slice(0, 6)) || word.startsWith(other)),
  );
  return cause.includes(" ") ? shared.length >= 3 : shared.length * 2 >= words.length;
}

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[a-z0-9]{3,}/g) ?? []).filter(
    (word) => !/^(?:the|and|its|for|that|with|not)$/.test(word),
  );
}
