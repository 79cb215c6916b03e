import { z } from "zod";
import { shrinkBySteps } from "../../../core/budget.ts";
import { defineTool } from "../../../core/tool.ts";
import { fence } from "../../../core/untrusted.ts";
import { parseKubectl } from "../kubectl/parse.ts";
import { runKubectl } from "../kubectl/run.ts";
import { cutOf } from "../listing.ts";
import type { KubernetesReader, Listing, ListKind } from "../reader.ts";
import { kubernetes } from "../source.ts";

/** What these print last counts most; of all else the beginning. */
const LATEST_LAST = new Set(["logs", "events"]);

export const kubectl = defineTool({
  name: "kubectl",
  title: "Read with kubectl's syntax",
  description:
    "One read-only kubectl command: get, describe, logs, events, top, explain, auth can-i, rollout history|status, config view, api-resources, version, cluster-info. No shell; Secrets without values.",
  effect: "read",
  needs: { kubernetes },
  input: z.object({ command: z.string().min(1).max(500).describe("e.g. get pods -n payments -o wide") }),
  output: z.object({
    verb: z.string(),
    lines: z.array(z.string()),
    omitted: z.array(z.string()),
  }),
  cut: ["lines"],
  shrink: (output, room) => (LATEST_LAST.has(output.verb) ? shrinkBySteps(output, room, withoutOldest) : output),
  async handler({ command }, { kubernetes, now, signal }) {
    const parsed = parseKubectl(command);
    const omitted = new Set<string>();
    const reader = heard(kubernetes, (kind, listing) => {
      // What a capture does not hold, the command itself tells.
      if (listing.status !== "absent") for (const line of cutOf(kind, listing)) omitted.add(line);
    });
    const output = await runKubectl(parsed, { reader, now, signal });
    return { verb: parsed.verb, lines: output.split("\n"), omitted: [...omitted] };
  },
  render: ({ lines, omitted }) =>
    [fence("kubectl", lines.join("\n")), ...omitted.map((line) => `left out: ${line}`)].join("\n"),
});

/** The same reader; what it lists is told as well. */
function heard(reader: KubernetesReader, tell: (kind: string, listing: Listing) => void): KubernetesReader {
  const list: ListKind = async (kind, query, signal) => {
    const listing = await reader.list(kind, query, signal);
    tell(kind, listing);
    return listing;
  };
  // The kind that was asked for is the kind that comes.
  return { ...reader, list: list as KubernetesReader["list"] };
}

function withoutOldest<T extends { lines: string[]; omitted: string[] }>(output: T): T | undefined {
  if (output.lines.length < 2) return undefined;
  const lines = output.lines.slice(Math.ceil(output.lines.length / 4));
  const note = "older lines: over max_tokens; ask with --tail or --since";
  return { ...output, lines, omitted: [...output.omitted.filter((line) => line !== note), note] };
}
