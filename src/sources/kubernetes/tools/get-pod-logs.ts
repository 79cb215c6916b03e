import { z } from "zod";
import { shrinkBySteps } from "../../../core/budget.ts";
import { secondsIn } from "../../../core/time.ts";
import { defineTool } from "../../../core/tool.ts";
import { fence } from "../../../core/untrusted.ts";
import { foldLines } from "../fold-lines.ts";
import { findPod } from "../pods/find-pod.ts";
import { containerStatuses, describeEnd } from "../pods/pod-status.ts";
import type { KubernetesReader, LogQuery } from "../reader.ts";
import { kubernetes } from "../source.ts";
import { chosenContainer } from "./chosen-container.ts";
import { limit, namespace, since } from "./input.ts";
import { linePattern } from "./line-pattern.ts";

/** Lines that are read of a run; the kubelet cuts there, and not we. */
const TAIL = 2_000;

const Line = z.object({
  text: z.string(),
  count: z.int(),
  first: z.string().nullable(),
  last: z.string().nullable(),
});
const Run = z.object({
  run: z.enum(["before the last restart", "now"]),
  /** How it ended, when it did. */
  end: z.string(),
  read: z.int(),
  lines: z.array(Line),
});
type Run = z.output<typeof Run>;

export const getPodLogs = defineTool({
  name: "get_pod_logs",
  title: "Get pod logs",
  description:
    "A container's log, like lines folded with counts, latest last. A container that restarted: what it said before it died comes first.",
  effect: "read",
  needs: { kubernetes },
  input: z.object({
    namespace,
    pod: z.string().describe("Pod name"),
    container: z.string().optional().describe("The one that fails, or the first, by default"),
    previous: z
      .boolean()
      .optional()
      .describe("Only the run before the last restart, or only this one; both by default"),
    since: since.optional(),
    pattern: z.string().max(200).optional().describe("Only lines that match, any case: a text or a regular expression"),
    limit,
  }),
  output: z.object({ container: z.string(), runs: z.array(Run), omitted: z.array(z.string()) }),
  cut: [],
  shrink: (output, room) => shrinkBySteps(output, room, withoutOldest),
  async handler({ namespace, pod: name, container, previous, since, pattern, limit }, { kubernetes, signal }) {
    const matches = pattern === undefined ? () => true : linePattern(pattern);
    const pod = await findPod(kubernetes, { namespace, name }, signal);
    const chosen = chosenContainer(pod, container);
    const status = containerStatuses(pod).find((it) => it.name === chosen);
    const restarted = (status?.restartCount ?? 0) > 0;
    const wanted = previous === undefined ? [...(restarted ? [true] : []), false] : [previous];
    const query = {
      namespace,
      pod: name,
      container: chosen,
      tail: TAIL,
      sinceSeconds: since === undefined ? undefined : secondsIn(since),
    };
    const ends = [describeEnd(status?.state), describeEnd(status?.lastState)];
    const read = await Promise.all(
      wanted.map((previous) =>
        readRun(kubernetes, { ...query, previous }, { matches, limit, end: ends[Number(previous)] ?? "" }, signal),
      ),
    );
    return {
      container: chosen,
      runs: read.flatMap(({ run }) => run ?? []),
      omitted: read.flatMap(({ omitted }) => omitted),
    };
  },
  render: ({ container, runs, omitted }) =>
    [
      ...runs.map((run) => rendered(container, run)),
      ...(runs.length === 0 ? [`${container} has no log`] : []),
      ...omitted.map((line) => `left out: ${line}`),
    ].join("\n"),
});

function rendered(container: string, { run, end, read, lines }: Run): string {
  const rows = lines.map(({ text, count }) => `${count > 1 ? `${count}x ` : ""}${text}`);
  const title = `${container}, ${run}${end ? ` (${end})` : ""}: ${read} lines, ${lines.length} kinds shown`;
  return lines.length > 0 ? `${title}\n${fence(`log of ${container}`, rows.join("\n"))}` : title;
}

interface Showing {
  matches: (text: string) => boolean;
  limit: number;
  end: string;
}

async function readRun(
  reader: KubernetesReader,
  query: LogQuery,
  { matches, limit, end }: Showing,
  signal: AbortSignal,
): Promise<{ run?: Run; omitted: string[] }> {
  const run = query.previous ? "before the last restart" : "now";
  const stream = await reader.logs(query, signal);
  if (!stream) return { omitted: [`${run}: ${query.container} has no such log (any more)`] };
  const lines = stream.lines.filter(({ text }) => matches(text));
  const folded = foldLines(lines);
  const omitted = [
    ...(folded.length > limit
      ? [`${run}: ${folded.length - limit} older kinds of line; raise limit, or use pattern`]
      : []),
    ...(stream.truncated ? [`${run}: lines before the last ${TAIL}; use since`] : []),
  ];
  return { run: { run, end, read: lines.length, lines: folded.slice(-limit) }, omitted };
}

/** The oldest quarter of the run that shows most; what came last before a crash goes last. */
function withoutOldest<T extends { runs: Run[]; omitted: string[] }>(output: T): T | undefined {
  const [longest] = output.runs.toSorted((a, b) => b.lines.length - a.lines.length);
  if (!longest || longest.lines.length < 2) return undefined;
  const lines = longest.lines.slice(Math.ceil(longest.lines.length / 4));
  const note = `${longest.run}: older lines, over max_tokens`;
  return {
    ...output,
    runs: output.runs.map((run) => (run === longest ? { ...run, lines } : run)),
    omitted: [...output.omitted.filter((line) => line !== note), note],
  };
}
