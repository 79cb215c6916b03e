import type { LogLine, LogStream } from "../../../core/observation.ts";
import { timeOf } from "../../../core/time.ts";
import { oneLine } from "../../../core/untrusted.ts";
import { notReadySince } from "../../situation/pod.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { type LogsOf, type Run, runsOf } from "../runs.ts";
import { diverse } from "./diverse.ts";
import { type Salient, salientIn } from "./salient.ts";
import { shapeOf } from "./shape.ts";

/** A line that an engineer would paste into the incident channel. */
export interface Telling extends Salient {
  /** Its weight, and how near it stands to the trouble. */
  score: number;
  state: Run["state"];
  /** Names of the pods that print it. */
  pods: ReadonlySet<string>;
}

/** From this score on a line tells by itself that something is wrong. */
export const TELLS = 2;
/** So many are kept of a workload. */
const MAX_LINES = 8;

/**
 * The most telling lines of a workload's logs now, the best first: of the last run of containers that keep exiting, of the
 * current one of the others. What healthy siblings, or runs that lasted, print as well tells nothing and comes last.
 */
export function tellingLines(workload: WorkloadView, logsOf: LogsOf, now: number): Telling[] {
  const runs = runsOf(workload, logsOf, now);
  const usual = usualOf(runs, logsOf);
  const lines = new Map<string, Telling & { pods: Set<string> }>();
  for (const run of runs)
    for (const item of salientIn(run.stream)) {
      const score = item.weight + near(item, run, now) - (usual(item, run) ? USUAL : 0);
      const key = `${run.container.spec.name} ${item.fingerprint}`;
      const known = lines.get(key);
      const pods = (known?.pods ?? new Set()).add(item.stream.pod);
      const count = item.count + (known?.count ?? 0);
      const best = known && known.score >= score ? known : { ...item, score, state: run.state };
      lines.set(key, { ...best, pods, count });
    }
  return diverse([...lines.values()], MAX_LINES);
}

/** What a healthy sibling says as well is how the program always talks. */
const USUAL = 4;
/** A run of this length was well for most of it. */
const LASTED_MS = 30 * 60_000;
/** The last lines of a run belong to its end. */
const END_LINES = 60;

function usualOf(runs: readonly Run[], logsOf: LogsOf): (item: Salient, run: Run) => boolean {
  const serving = runs
    .filter(({ state }) => state === "serving")
    .map(({ container, stream }) => ({ container, stream }));
  const lasted = runs.filter(({ state }) => state === "waiting").flatMap((run) => lastedBefore(run, logsOf));
  const known = new Set(
    [...serving, ...lasted].flatMap(({ container, stream }) =>
      salientIn(stream)
        .filter(({ last }) => !stream.previous || stream.lines.length - last > END_LINES)
        .map(({ fingerprint }) => `${container.spec.name} ${fingerprint}`),
    ),
  );
  return (item, { state, container }) => state !== "serving" && known.has(`${container.spec.name} ${item.fingerprint}`);
}

/** The run before this one, when it lasted. */
function lastedBefore({ container }: Run, logsOf: LogsOf): Pick<Run, "container" | "stream">[] {
  const { startedAt, finishedAt } = container.status?.lastState?.terminated ?? {};
  const lasted = (timeOf(finishedAt) ?? 0) - (timeOf(startedAt) ?? 0);
  if (lasted < LASTED_MS) return [];
  return logsOf(container.pod, container.spec.name)
    .filter(({ previous }) => previous)
    .map((stream) => ({ container, stream }));
}

/** Lines this near to the end of a run explain it; the nearer, the better. */
const EXIT_LINES = 60;
const EXIT = 2;
/** What was said in these minutes is news. */
const FRESH_MS = 15 * 60_000;
/** A pod stops being ready some failed probes after the trouble. */
const BEFORE_MS = 2 * 60_000;
const AFTER_MS = 30_000;
/** What was said for the last time this long before the pod stopped being ready, it got over. */
const WELL_MS = 5 * 60_000;
const OVER = 8;
/** Nothing else had gone wrong for so many lines: others may follow from it. */
const FIRST_LINES = 20;
/** A line that is one in so many is rare. */
const RARE = 20;

function near(item: Salient, run: Run, now: number): number {
  const { state, stream } = run;
  const fromEnd = stream.lines.length - 1 - item.last;
  const exit = state === "ended" ? EXIT * Math.max(0, 1 - fromEnd / EXIT_LINES) : 0;
  const first = item.quiet >= FIRST_LINES ? 1 : 0;
  const rare = item.count * RARE <= stream.lines.length ? 0.5 : 0;
  return exit + first + rare + (state === "ended" ? 0 : inTime(timeOf(stream.lines[item.last]?.at), run, now));
}

/** By the kubelet's clock: the program's own may be of another zone. */
function inTime(at: number | undefined, { state, container: { pod } }: Run, now: number): number {
  if (at === undefined) return 1;
  const fresh = at > now - FRESH_MS ? 1 : 0;
  const lost = state === "waiting" ? timeOf(notReadySince(pod)) : undefined;
  if (lost === undefined) return fresh;
  if (at < lost - WELL_MS) return -OVER;
  return fresh + (at > lost - BEFORE_MS && at < lost + AFTER_MS ? 1 : 0);
}

/** The line in a title. */
export function quote({ message }: Pick<Salient, "message">): string {
  return `"${oneLine(message, 110).replaceAll('"', "'")}"`;
}

/** What a program that gives no hint said last: where it was when it ended, or what it waits for. */
export function lastLine(
  workload: WorkloadView,
  logsOf: LogsOf,
  now: number,
): { stream: LogStream; line: LogLine } | undefined {
  const order = { ended: 0, waiting: 1, serving: 2 };
  const runs = runsOf(workload, logsOf, now).toSorted((a, b) => order[a.state] - order[b.state]);
  for (const { stream } of runs) {
    const tail = stream.lines.slice(-END_LINES);
    const line = tail.findLast(({ text }) => shapeOf(text) !== "frame" && text.trim() !== "") ?? tail.at(-1);
    if (line) return { stream, line };
  }
  return undefined;
}
