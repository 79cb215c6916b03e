import type { Library } from "../library.ts";
import type { KnownQuestion } from "./questions.ts";
import { type Score, score } from "./score.ts";
import { type Claims, claimsFrom, proposeThreshold } from "./threshold.ts";

export interface Evaluation {
  scores: Score[];
  /** Questions whose expected documents are not indexed; they are not counted. */
  notIndexed: string[];
  /** Questions that a document covers: how many, and how many got it first, or among the first five. */
  covered: { asked: number; first: number; firstFive: number };
  /** Of those, with a section to find, how many got it first. */
  sections: { asked: number; first: number };
  uncovered: number;
  /** False when the words alone were compared. */
  meaning: boolean;
  now: Claims;
  proposed: Claims | null;
}

const LOOKED_AT = 5;

export interface EvaluateOptions {
  /** Probability from which a document is claimed now. */
  claimFrom: number;
  progress(done: number): void;
  signal: AbortSignal;
}

/** Asks every question and scores the answers. */
export async function evaluateSearch(
  library: Pick<Library, "search" | "documents">,
  questions: readonly KnownQuestion[],
  { claimFrom, progress, signal }: EvaluateOptions,
): Promise<Evaluation> {
  const known = new Set((await library.documents()).map(({ path }) => path));
  const isIndexed = ({ expected }: KnownQuestion) =>
    expected.length === 0 || expected.some(({ path }) => known.has(path));
  const scores: Score[] = [];
  let meaning = false;
  for (const item of questions.filter(isIndexed)) {
    signal.throwIfAborted();
    progress(scores.length);
    const result = await library.search(item.question, { limit: LOOKED_AT, signal });
    meaning ||= result.meaning;
    scores.push(score(item, result));
  }
  const notIndexed = questions.filter((item) => !isIndexed(item)).map(describe);
  const now = claimsFrom(claimFrom, scores);
  return { scores, notIndexed, meaning, ...countsOf(scores), now, proposed: proposeThreshold(scores) ?? null };
}

function describe({ question, expected }: KnownQuestion): string {
  return `${question}: ${expected.map(({ path }) => path).join(", ")}`;
}

function countsOf(scores: readonly Score[]) {
  const covered = scores.filter(({ expected }) => expected.length > 0);
  const sections = scores.filter(({ section }) => section !== null);
  return {
    covered: {
      asked: covered.length,
      first: covered.filter(({ rank }) => rank === 1).length,
      firstFive: covered.filter(({ rank }) => rank !== null).length,
    },
    sections: { asked: sections.length, first: sections.filter(({ section }) => section).length },
    uncovered: scores.length - covered.length,
  };
}
