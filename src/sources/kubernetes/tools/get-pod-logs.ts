import { z } from "zod";
import { SitrepError } from "../../../core/errors.ts";
import type { LogLine } from "../../../core/observation.ts";
import { defineTool } from "../../../core/tool.ts";
import { fence } from "../../../core/untrusted.ts";
import { itemsOf } from "../expect-listing.ts";
import { templateOf } from "../log-template.ts";
import { kubernetes } from "../source.ts";
import { limit, namespace, secondsOf, since } from "./input.ts";

const TAIL = 2_000;

export const getPodLogs = defineTool({
  name: "get_pod_logs",
  title: "Get pod logs",
  description:
    "A container's log, like lines folded with counts, latest last. previous is the run before the last restart: what it said before it died.",
  effect: "read",
  needs: { kubernetes },
  input: z.object({
    namespace,
    pod: z.string(),
    container: z.string().optional().describe("The first by default"),
    previous: z.boolean().default(false),
    since: since.optional(),
    contains: z.string().max(200).optional().describe("Only lines with this text"),
    limit,
  }),
  output: z.object({
    container: z.string(),
    lines: z.array(z.object({ text: z.string(), count: z.int(), last: z.string().nullable() })),
    read: z.int(),
    omitted: z.array(z.string()),
  }),
  cut: [],
  shrink: (output) =>
    output.lines.length > 1
      ? {
          ...output,
          lines: output.lines.slice(Math.ceil(output.lines.length / 4)),
          omitted: ["older lines: over max_tokens"],
        }
      : undefined,
  async handler({ namespace, pod: name, container, previous, since, contains, limit }, { kubernetes, signal }) {
    const pods = itemsOf("Pod", await kubernetes.list("Pod", { namespace }, signal));
    const pod = pods.find(({ metadata }) => metadata.name === name);
    const containers = [...(pod?.spec?.containers ?? []), ...(pod?.spec?.initContainers ?? [])].map(
      (item) => item.name,
    );
    const chosen = container ?? containers[0];
    if (!pod || !chosen)
      throw new SitrepError("input", `There is no pod ${name} in namespace ${namespace}.`, {
        hint: "list_failing_pods has the names.",
      });
    if (!containers.includes(chosen))
      throw new SitrepError("input", `${name} has no container ${chosen}.`, {
        hint: `Containers: ${containers.join(", ")}.`,
      });
    const sinceSeconds = since === undefined ? undefined : secondsOf(since);
    const stream = await kubernetes.logs(
      { namespace, pod: name, container: chosen, previous, tail: TAIL, sinceSeconds },
      signal,
    );
    const lines = (stream?.lines ?? []).filter(({ text }) => contains === undefined || text.includes(contains));
    const folded = fold(lines);
    const omitted = [
      ...(folded.length > limit ? [`${folded.length - limit} older kinds of line: raise limit, or use contains`] : []),
      ...(stream?.truncated ? [`lines before the last ${TAIL}: use since`] : []),
      ...(stream === undefined ? [`${chosen} has no ${previous ? "previous " : ""}log`] : []),
    ];
    return { container: chosen, lines: folded.slice(-limit), read: lines.length, omitted };
  },
  render({ container, lines, read, omitted }) {
    const rows = lines.map(({ text, count }) => `${count > 1 ? `${count}x ` : ""}${text}`);
    return [
      `${container}: ${read} lines, ${lines.length} kinds shown`,
      fence(`log of ${container}`, rows.join("\n")),
      ...omitted.map((line) => `left out: ${line}`),
    ].join("\n");
  },
});

/** One row for lines that differ only in times, numbers and ids: the last of them, where it was last printed. */
function fold(lines: readonly LogLine[]) {
  const kinds = new Map<string, { text: string; count: number; last: string | null }>();
  for (const { text, at } of lines) {
    const key = templateOf(text);
    const count = (kinds.get(key)?.count ?? 0) + 1;
    kinds.delete(key);
    kinds.set(key, { text, count, last: at ?? null });
  }
  return [...kinds.values()];
}
