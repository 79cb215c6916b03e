import { z } from "zod";
import { isSignal, type Signal } from "../../core/signal.ts";
import { ApiData, answerOf } from "./api-data.ts";
import { durationOf, secondsOf } from "./duration.ts";
import type { Answer, Grid } from "./reader.ts";

/** One line of queries.jsonl: a query, when it was asked for, and its answer. */
export interface Row {
  query: string;
  /** One instant, or a range. */
  at: number | Grid;
  /** What sitrep asked it for, and the labels that the question adds; a capture that another program made has none. */
  asked: { signal: Signal; labels: Record<string, string> } | undefined;
  answer: Answer;
}

const Time = z.union([z.number(), z.string().transform(secondsOf)]).pipe(z.number());
const Step = z.union([z.number(), z.string().transform(durationOf)]).pipe(z.number().positive());
const Labels = z.record(z.string(), z.string()).catch({}).default({});
const Line = z
  .object({ query: z.string(), data: z.unknown(), signal: z.unknown().optional(), labels: Labels })
  .and(z.union([z.object({ start: Time, end: Time, step: Step.catch(0) }), z.object({ time: Time.optional() })]));
/** Some programs keep the whole response. */
const Response = z.object({ status: z.string(), data: ApiData }).transform(({ data }) => data);
const Data = z.union([ApiData, Response]);

/** `undefined` for a line that is not a recorded query. */
export function rowOf(line: string): Row | undefined {
  const parsed = Line.safeParse(jsonOf(line));
  if (!parsed.success) return undefined;
  const { query, data, signal, labels, ...at } = parsed.data;
  const answer = Data.safeParse(data);
  if (!answer.success) return undefined;
  return {
    query,
    at: "start" in at ? { start: at.start, end: at.end, step: at.step } : (at.time ?? lastTime(answer.data)),
    asked: isSignal(signal) ? { signal, labels } : undefined,
    answer: answerOf(query, answer.data),
  };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // the caller counts it
  }
}

function lastTime(data: ApiData): number {
  return Math.max(0, ...answerOf("", data).series.map(({ points }) => points.at(-1)?.[0] ?? 0));
}
