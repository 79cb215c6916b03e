import { readFileSync } from "node:fs";
import { z } from "zod";

/** A labelled question, one JSON object per line of the file. */
export const Labelled = z.object({
  id: z.string(),
  query: z.string(),
  query_kind: z.string(),
  /** `page`, or `section` where all relevant questions name parts of one big page. */
  granularity: z.string(),
  /** Paths of the pages that answer it, and of pages that must not count as answers because they are its source. */
  relevant: z.array(z.string()),
  exclude: z.array(z.string()).default([]),
  primary: z.string(),
  /** Anchor of the section that is meant, as in the link to it. */
  anchor: z.string().optional(),
  /** Share of the question's 5-grams of words that its page has. */
  overlap5: z.number().optional(),
});
export type Labelled = z.infer<typeof Labelled>;

export function readQuestions(file: string): Labelled[] {
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => Labelled.parse(JSON.parse(line)));
}

/** The rows of the tables that a question counts in. */
export function slicesOf({ query_kind, granularity, overlap5 = 0 }: Labelled): string[] {
  if (granularity !== "page") return ["section"];
  if (query_kind === "alert-name") return ["alert name"];
  return ["text", ...(overlap5 < PARAPHRASE ? ["paraphrase"] : []), query_kind];
}

/** Below this the question and its page share little wording. */
const PARAPHRASE = 0.2;

const FOLDS = 5;

/** Questions about the same page are never on both sides of a split. */
export function foldOf({ primary }: Labelled): string {
  return String([...primary].reduce((hash, letter) => (31 * hash + letter.charCodeAt(0)) >>> 0, 7) % FOLDS);
}

export function familyOf({ primary }: Labelled): string {
  return familyOfPath(primary);
}

/** The repository that a page is from; `name@revision` is the same repository. */
export function familyOfPath(path: string): string {
  return (path.split("/")[0] ?? "").replace(/@.*$/, "");
}
