import { type Labelled, slicesOf } from "./questions.ts";

/** Means over the questions of a slice. */
export interface Quality {
  n: number;
  recall1: number;
  recall5: number;
  ndcg10: number;
}

/** The order of pages that a system gave for a question. */
export interface Answered {
  question: Labelled;
  paths: readonly string[];
}

export function qualityBySlice(answered: readonly Answered[]): Map<string, Quality> {
  const bySlice = new Map<string, Answered[]>();
  for (const answer of answered)
    for (const slice of slicesOf(answer.question)) bySlice.set(slice, [...(bySlice.get(slice) ?? []), answer]);
  return new Map([...bySlice].map(([slice, answers]) => [slice, qualityOf(answers)]));
}

function qualityOf(answers: readonly Answered[]): Quality {
  const mean = (value: (answer: Answered) => number) =>
    answers.reduce((sum, answer) => sum + value(answer), 0) / answers.length;
  const within = (n: number) =>
    mean(({ question, paths }) => Number(paths.slice(0, n).some((path) => question.relevant.includes(path))));
  return { n: answers.length, recall1: within(1), recall5: within(5), ndcg10: mean(ndcg10) };
}

/** Normalised discounted cumulative gain of the first ten, every relevant page worth the same. */
export function ndcg10({ question: { relevant }, paths }: Answered): number {
  const gain = (i: number) => 1 / Math.log2(i + 2);
  const found = paths.slice(0, 10).reduce((sum, path, i) => sum + (relevant.includes(path) ? gain(i) : 0), 0);
  const ideal = relevant.slice(0, 10).reduce((sum, _, i) => sum + gain(i), 0);
  return ideal > 0 ? found / ideal : 0;
}

/** The value below which this share of the values is; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
