import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Answer } from "../core/answer.ts";
import { messageOf, SitrepError } from "../core/errors.ts";
import { Expected } from "../diagnose/eval/expected.ts";
import { type Score, score } from "../diagnose/eval/score.ts";
import { type Row, rowsOf, tableOf } from "../diagnose/eval/table.ts";

export interface Evaluation {
  rows: Row[];
  cases: (Score & { case: string })[];
  /** Cases that could not be asked, and why; they are not counted. */
  failed: string[];
  table: string;
}

/** What is asked of a case that brings no question. */
const ANYTHING = "what is wrong?";

/** Asks every capture below a folder that has an `expected.json` beside it, one after the other, and scores the answers. */
export async function evaluateDiagnosis(
  dir: string,
  ask: (capture: string, question: string, namespace: string | undefined) => Promise<Answer>,
): Promise<Evaluation> {
  const folders = await casesIn(dir);
  if (folders.length === 0)
    throw new SitrepError("input", `${dir} holds no case.`, {
      hint: "A case is a capture with an expected.json beside its capture.json.",
    });
  const cases: Evaluation["cases"] = [];
  const failed: string[] = [];
  for (const folder of folders) {
    const name = path.relative(dir, folder) || ".";
    try {
      const expected = Expected.parse(JSON.parse(await readFile(path.join(folder, "expected.json"), "utf8")));
      const answer = await ask(folder, expected.question ?? ANYTHING, expected.namespace);
      cases.push({ case: name, ...score(answer, expected) });
    } catch (error) {
      failed.push(`${name}: ${messageOf(error)}`);
    }
  }
  const rows = rowsOf(cases);
  return { rows, cases, failed, table: tableOf(rows) };
}

async function casesIn(dir: string): Promise<string[]> {
  const files = await readdir(dir, { recursive: true }).catch(() => []);
  return files
    .filter((file) => path.basename(file) === "expected.json")
    .map((file) => path.join(dir, path.dirname(file)))
    .sort();
}
