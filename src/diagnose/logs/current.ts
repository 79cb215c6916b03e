import { timeOf } from "../../core/time.ts";
import { lastTermination } from "../situation/pod.ts";
import type { WorkloadView } from "../situation/workload.ts";
import { type Clue, cluesIn, type Span, type Window } from "./clues.ts";
import { type LogsOf, type Run, runsOf } from "./runs.ts";

/** An error of a pod that is not ready counts as present when it was logged this recently, */
const RECENT_MS = 15 * 60_000;
/** of one that is ready, this recently: it is got over sooner. */
const FRESH_MS = 5 * 60_000;
/** The same in lines from the end, for a log without times. */
const RECENT_LINES = 100;
const FRESH_LINES = 40;

/** A clue of a workload, and whether it stands in the log of a run that ended. */
export interface CurrentClue extends Clue {
  ended: boolean;
}

/**
 * What the logs of a workload say is wrong now. An unstable container is judged by its last run, whenever that was;
 * a stable one only by what it logged lately: it got over the rest.
 */
export function currentClues(workload: WorkloadView, logsOf: LogsOf, now: number): CurrentClue[] {
  const runs = runsOf(workload, logsOf, now);
  const streams = (state: Run["state"]) => runs.flatMap((run) => (run.state === state ? [run.stream] : []));
  const spans = new Map(runs.map((run) => [run.stream, spanOf(run, now)]));
  const clues = (state: Run["state"], window?: Window) =>
    cluesIn(streams(state), window, (stream) => spans.get(stream));
  const ended = clues("ended");
  const waiting = clues("waiting", { from: now - RECENT_MS, lines: RECENT_LINES });
  const serving = clues("serving", { from: now - FRESH_MS, lines: FRESH_LINES });
  const healthy = new Set(serving.map(({ key }) => key));
  return [
    ...ownFirst(ended, healthy).map((clue) => ({ ...clue, ended: true })),
    ...[...ownFirst(waiting, healthy), ...serving]
      .filter(({ recent }) => recent > 0)
      .map((clue) => ({ ...clue, ended: false })),
  ];
}

/** When the run began and ended, as the kubelet says. */
function spanOf({ stream, state, container: { status } }: Run, now: number): Span {
  const isLast = state === "ended" && (stream.previous || !status?.state?.running);
  const ended = isLast ? lastTermination(status) : undefined;
  const began = ended?.startedAt ?? status?.state?.running?.startedAt;
  return { from: timeOf(began), to: Math.min(now, timeOf(ended?.finishedAt) ?? now) };
}

/** What pods of the same workload that serve print as well does not tell why this one does not: it comes last. */
function ownFirst(clues: readonly Clue[], healthy: ReadonlySet<string>): Clue[] {
  return clues.toSorted((a, b) => Number(healthy.has(a.key)) - Number(healthy.has(b.key)));
}
