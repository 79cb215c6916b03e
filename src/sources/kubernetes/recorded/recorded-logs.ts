import type { CaptureFolder } from "../../../core/capture/folder.ts";
import { LAYOUT } from "../../../core/capture/layout.ts";
import { missingBy } from "../../../core/failure.ts";
import { type Missing, missing } from "../../../core/missing.ts";
import type { LogStream } from "../../../core/observation.ts";
import { logLines } from "../log-lines.ts";
import type { LogQuery } from "../reader.ts";

/** A recording costs nothing to read and may hold the first error far back. */
const TAIL = 20_000;
/** A capture of a whole cluster has thousands. */
const MAX_STREAMS = 400;
/** The end of a log; more than the lines that are kept usually have. */
const MAX_BYTES = 8 * 1024 * 1024;
/** Characters of all logs together. */
const MAX_TEXT = 64 * 1024 * 1024;
const AT_ONCE = 16;

type LogName = Pick<LogQuery, "namespace" | "pod" | "container" | "previous">;

export async function recordedLog(capture: CaptureFolder, query: LogQuery): Promise<LogStream | undefined> {
  return (await readLog(capture, query))?.stream;
}

async function readLog(capture: CaptureFolder, query: LogQuery) {
  const { namespace, pod, container, previous, tail } = query;
  const end = await capture.end(LAYOUT.log(namespace, pod, container, previous), MAX_BYTES);
  if (end === undefined) return undefined;
  const text = end.data.toString("utf8");
  // The first line of an end is the rest of one.
  const lineBreak = end.whole ? -1 : text.indexOf("\n");
  const { lines, truncated } = logLines(text.slice(lineBreak + 1), tail, since(capture, query));
  const stream: LogStream = { namespace, pod, container, previous, lines, truncated: truncated || !end.whole };
  return { stream, ended: end.ended };
}

/** "Now" is when the capture was taken. */
function since(capture: CaptureFolder, { sinceSeconds }: LogQuery): number | undefined {
  return sinceSeconds === undefined ? undefined : Date.parse(capture.manifest.takenAt) - sinceSeconds * 1000;
}

/** Every log of the capture, those of the named namespaces first, and of each pod the run before the last restart first. */
export async function recordedLogs(
  capture: CaptureFolder,
  namespaces: ReadonlySet<string>,
  signal: AbortSignal,
  within?: readonly string[],
): Promise<{ streams: LogStream[]; missing: Missing[] }> {
  const all = (await capture.files(LAYOUT.logs)).flatMap((file) => nameOf(file) ?? []);
  const names = within ? all.filter(({ namespace }) => within.includes(namespace)) : all;
  const rank = ({ namespace, previous }: LogName) => (namespaces.has(namespace) ? 0 : 2) + (previous ? 0 : 1);
  const wanted = names.sort((a, b) => rank(a) - rank(b)).slice(0, MAX_STREAMS);
  const lacks: Missing[] = [];
  const streams: LogStream[] = [];
  let [i, size] = [0, 0];
  for (; i < wanted.length && size < MAX_TEXT; i += AT_ONCE) {
    signal.throwIfAborted();
    const some = wanted.slice(i, i + AT_ONCE);
    const read = await Promise.allSettled(some.map((name) => readLog(capture, { ...name, tail: TAIL })));
    for (const [at, answer] of read.entries())
      if (answer.status === "rejected") lacks.push(missingBy(`log of ${some[at]?.pod}`, answer.reason));
      else if (answer.value) {
        const { stream, ended } = answer.value;
        if (stream.lines.length > 0) streams.push(stream);
        if (!ended) lacks.push(endless(stream));
        else if (stream.truncated) lacks.push(cutLog(stream));
        size += stream.lines.reduce((sum, { text }) => sum + text.length, 0);
      }
  }
  const left = names.length - Math.min(i, wanted.length);
  if (left > 0) lacks.push(missing(`${left} more logs`, "limited", `${names.length - left} are read`, false));
  return { streams, missing: lacks };
}

/** What came last, and tells the most, is not seen. */
function endless({ pod }: LogStream): Missing {
  return missing(`the end of the log of ${pod}`, "limited", "it unpacks to more than a capture's file may hold");
}

function cutLog({ pod, lines }: LogStream): Missing {
  return missing(`the start of the log of ${pod}`, "limited", `the last ${lines.length} lines are read`, false);
}

/** `kubernetes/logs/payments/api-0/api.previous.log.gz` */
function nameOf(file: string): LogName | undefined {
  const [, namespace, pod, container, previous] =
    /(?<![^/\\])([^/\\]+)[/\\]([^/\\]+)[/\\]([^/\\]+?)(\.previous)?\.log(?:\.gz)?$/.exec(file) ?? [];
  if (!namespace || !pod || !container) return undefined;
  return { namespace, pod, container, previous: previous !== undefined };
}
