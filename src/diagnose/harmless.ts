import type { Verdict } from "../core/answer.ts";
import type { Inquiry } from "./inquiry.ts";
import { type Looked, lookedText } from "./looked-at.ts";

interface Harmless {
  name: string;
  verdict: Verdict;
  /** How many things were noticed. */
  noticed: number;
  /** Which sources did not answer; empty when all did. */
  silent: string;
  inquiry: Inquiry;
  looked: Looked;
}

/**
 * A complaint is not refuted by finding nothing, requests that nobody observed may fail, what is not there cannot be healthy,
 * and who wants to move pods is told of all that may be in the way.
 */
export function asAsked(verdict: Verdict, noticed: number, inquiry: Inquiry, looked: Looked): Verdict {
  const inTheWay = inquiry.disruption && noticed > 0;
  const doubtful = inquiry.complaint || isUnobserved(inquiry, looked) || looked.nothing || inTheWay;
  return verdict === "healthy" && doubtful ? "unknown" : verdict;
}

/** The first line of an answer that found no harm. */
export function harmlessHeadline(answer: Harmless): string {
  const { name, verdict, noticed, silent, inquiry, looked } = answer;
  const things = `${noticed} thing${noticed === 1 ? "" : "s"} noticed`;
  const seen = silent ? `; ${silent}` : "";
  if (inquiry.complaint || isUnobserved(inquiry, looked))
    return `${name}: unknown. ${[`Nothing found is failing; ${lookedText(looked)}`, ...unobserved(answer)].join("; ")}${noticed > 0 ? `; ${things}` : ""}${seen}.`;
  if (looked.nothing && !silent) return `${name}: unknown. Nothing runs there: no workload and no Service was seen.`;
  if (noticed > 0) return `${name}: nothing is failing${silent ? " as far as could be seen" : ""}; ${things}${seen}.`;
  if (verdict === "healthy") return `${name} is healthy: nothing found, and every source answered.`;
  return `${name}: unknown. Nothing found, but ${silent || "not everything that the verdict needs could be read"}.`;
}

function unobserved({ inquiry, looked }: Harmless): string[] {
  return isUnobserved(inquiry, looked) ? ["nothing about requests was observed"] : [];
}

function isUnobserved(inquiry: Inquiry, looked: Looked): boolean {
  return inquiry.requests && !looked.requests;
}
