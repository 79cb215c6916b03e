import type { Signal } from "../../core/signal.ts";
import type { Scheme } from "./discover.ts";
import { canonical, labelUnder, quoted } from "./labels.ts";
import { questionsOf } from "./questions.ts";
import type { Grid, PrometheusReader } from "./reader.ts";

/** Up to so many pods are all asked about. Above, whole series of every pod cost seconds and hundreds of megabytes. */
const MAX_PODS = 60;
/** Pods of the workloads that the question names. */
const NAMED = 40;
/** What makes a pod worth asking about, and how many of the worst each names; the first come first. */
const TELLING: readonly (readonly [signal: Signal, count: number])[] = [
  ["waiting", 20],
  ["pod-ready", 20],
  ["restarts", 20],
  ["http-error-ratio", 10],
  ["memory-working-set", 10],
  ["cpu-throttled-ratio", 10],
  ["http-latency-mean", 5],
];

/** Metrics that every pod has, of which one is usually there. */
const CENSUS = ["kube_pod_status_ready", "container_memory_working_set_bytes", "up"];

export interface Chosen {
  pods: string[];
  of: number;
}

/** When a namespace has too many pods: those of the named workloads and the worst. `undefined` when all can be asked about. */
export async function choosePods(
  reader: PrometheusReader,
  { schemes, workloads, grid }: { schemes: readonly Scheme[]; workloads: readonly string[]; grid: Grid },
  signal: AbortSignal,
): Promise<Chosen | undefined> {
  const census = censusOf(schemes);
  if (!census) return undefined;
  const ask = async (query: string) => (await reader.query(query, grid.end, signal)).series;
  const of = (await ask(`count(count by (${census.pod}) (${census.metric}{${census.match}}))`))[0]?.points[0]?.[1] ?? 0;
  if (of <= MAX_PODS) return undefined;
  const named = `${census.pod}=~${quoted(`(?:${workloads.join("|").replaceAll(".", "\\.")})-.+`)}`;
  const queries = [
    ...(workloads.length > 0
      ? [`topk(${NAMED}, count by (${census.pod}) (${census.metric}{${named},${census.match}}))`]
      : []),
    ...worstPods(schemes, grid),
  ];
  const found = (await Promise.all(queries.map(ask))).flat();
  const pods = [...new Set(found.flatMap(({ labels }) => canonical(labels).pod ?? []))].slice(0, MAX_PODS);
  return { pods, of };
}

function censusOf(schemes: readonly Scheme[]): { metric: string; match: string; pod: string } | undefined {
  const found = CENSUS.flatMap((metric) =>
    schemes
      .filter(({ names }) => names.has(metric))
      .map(({ label, match }) => ({ metric, match, pod: labelUnder(label, "pod") })),
  );
  return found[0];
}

/** The telling questions about the whole window at once, each for its worst. */
function worstPods(schemes: readonly Scheme[], { start, end }: Grid): string[] {
  const questions = questionsOf(schemes, `${end - start}s`).filter(({ meter }) => meter.by.includes("pod"));
  return TELLING.flatMap(([signal, count]) =>
    questions
      .filter(({ meter }) => meter.signal === signal)
      .map(({ query, meter }) => `${meter.worst === "low" ? "bottomk" : "topk"}(${count}, ${query})`),
  );
}
