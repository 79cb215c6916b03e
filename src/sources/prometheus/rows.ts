import { z } from "zod";
import { isSignal } from "../../core/signal.ts";
import { ApiData, answerOf } from "./api-data.ts";
import { warned } from "./driver.ts";
import { durationOf, secondsOf } from "./duration.ts";
import type { Row } from "./reader.ts";

const Time = z.union([z.number(), z.string().transform(secondsOf)]).pipe(z.number());
const Step = z.union([z.number(), z.string().transform(durationOf)]).pipe(z.number().positive());
const Labels = z.record(z.string(), z.string()).catch({}).default({});
const Warnings = z.array(z.string()).catch([]).default([]);
const Line = z
  .object({ query: z.string(), data: z.unknown(), signal: z.unknown().optional(), labels: Labels, warnings: Warnings })
  .and(z.union([z.object({ start: Time, end: Time, step: Step.catch(0) }), z.object({ time: Time.optional() })]));
/** Some programs keep the whole response. */
const Response = z.object({ status: z.string(), data: ApiData }).transform(({ data }) => data);
const Data = z.union([ApiData, Response]);

/** `undefined` for a line that is not a recorded query. */
export function rowOf(line: string): Row | undefined {
  const parsed = Line.safeParse(jsonOf(line));
  if (!parsed.success) return undefined;
  const { query, data, signal, labels, warnings, ...at } = parsed.data;
  const answer = Data.safeParse(data);
  if (!answer.success) return undefined;
  const read = answerOf(query, answer.data);
  return {
    query,
    at: "start" in at ? { start: at.start, end: at.end, step: at.step } : (at.time ?? lastTime(answer.data)),
    asked: isSignal(signal) ? { signal, labels } : undefined,
    answer: { ...read, missing: [...read.missing, ...warnings.map(warned)] },
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
