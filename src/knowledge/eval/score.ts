import type { Coverage, Passage } from "../../core/passage.ts";
import { decode } from "../cite/runbook-url.ts";
import type { SearchResult } from "../rank/search.ts";
import { isUnder } from "../words/headings.ts";
import type { KnownQuestion, Place } from "./questions.ts";

/** How one question was answered. */
export interface Score {
  question: string;
  /** As written: `path#section`; empty when no document covers the question. */
  expected: string[];
  /** The first document found, with its heading; `""` when nothing was found. */
  found: string;
  coverage: Coverage;
  probability: number;
  /** Place of the first right document, from 1; `null` when none was among those found. */
  rank: number | null;
  /** Is the first passage of the expected section? `null` when no section was expected. */
  section: boolean | null;
}

/** A folded copy of an expected document is as good as the document. */
export function score({ question, expected }: KnownQuestion, { passages, coverage, probability }: SearchResult): Score {
  const [first] = passages;
  const rank = passages.findIndex((passage) => expected.some((place) => isOf(passage, place)));
  const sections = expected.filter(({ section }) => section !== "");
  return {
    question,
    expected: expected.map(({ path, section }) => (section ? `${path}#${section}` : path)),
    found: first ? [first.path, first.heading].filter(Boolean).join(" > ") : "",
    coverage,
    probability,
    rank: rank < 0 ? null : rank + 1,
    section: sections.length === 0 ? null : first !== undefined && sections.some((place) => isIn(first, place)),
  };
}

function isOf({ path, copies = [] }: Passage, place: Place): boolean {
  return path === place.path || copies.includes(place.path);
}

function isIn(passage: Passage, place: Place): boolean {
  return isOf(passage, place) && isUnder(passage.heading, decode(place.section));
}
