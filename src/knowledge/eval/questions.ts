import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";
import { messageOf, SitrepError } from "../../core/errors.ts";

/** A question with the documents that answer it. */
export interface KnownQuestion {
  question: string;
  /** Any of them is right; empty when no document covers the question. */
  expected: Place[];
}

/** A document, or one section of it. */
export interface Place {
  path: string;
  /** The section's heading as a link writes it: `raise-the-limit-back`; `""` for the whole document. */
  section: string;
}

const NONE = "none";
const Written = z.strictObject({
  question: z.string().trim().min(1),
  /** `path`, `path#section`, several of them, or `none`. */
  expected: z.union([z.null(), z.string().min(1), z.array(z.string().min(1)).nonempty()]),
});
const HINT =
  'Each is like {"question": "payments pods are killed", "expected": "payments/oom.md#raise-the-limit"}, or "none".';

/** The questions of a file: JSON Lines when its name ends in .jsonl or .ndjson, else a YAML or JSON list. */
export async function readQuestions(name: string): Promise<KnownQuestion[]> {
  const text = await readFile(name, "utf8").catch((error: unknown) => {
    throw new SitrepError("input", `${name} cannot be read: ${messageOf(error)}.`, { cause: error, hint: HINT });
  });
  const items = /\.(?:jsonl|ndjson)$/i.test(name) ? fromLines(name, text) : fromList(name, text);
  if (items.length === 0) throw new SitrepError("input", `${name} holds no question.`, { hint: HINT });
  return items.map(({ at, value }) => {
    const item = Written.safeParse(value);
    if (item.success) return { question: item.data.question, expected: placesOf(item.data.expected) };
    const { path, message } = item.error.issues[0] ?? { path: [], message: "unreadable" };
    throw new SitrepError("input", `${name}, ${at}: ${path.join(".") || "question"}: ${message}.`, { hint: HINT });
  });
}

interface Item {
  at: string;
  value: unknown;
}

function fromLines(name: string, text: string): Item[] {
  return text.split("\n").flatMap((line, i): Item[] => {
    if (line.trim() === "") return [];
    const at = `line ${i + 1}`;
    return [{ at, value: read(`${name}, ${at}`, () => JSON.parse(line)) }];
  });
}

function fromList(name: string, text: string): Item[] {
  const list: unknown = read(name, () => parse(text)) ?? [];
  if (!Array.isArray(list)) throw new SitrepError("input", `${name} is not a list of questions.`, { hint: HINT });
  return list.map((value: unknown, i) => ({ at: `question ${i + 1}`, value }));
}

function read(where: string, parser: () => unknown): unknown {
  try {
    return parser();
  } catch (error) {
    throw new SitrepError("input", `${where} cannot be read: ${messageOf(error)}`, { cause: error, hint: HINT });
  }
}

function placesOf(expected: z.output<typeof Written>["expected"]): Place[] {
  if (expected === null || expected === NONE) return [];
  return [expected].flat().map((written) => {
    const [path = "", section = ""] = written.split("#");
    return { path, section };
  });
}
