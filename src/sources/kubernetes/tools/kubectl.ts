import { z } from "zod";
import { defineTool } from "../../../core/tool.ts";
import { fence } from "../../../core/untrusted.ts";
import { parseKubectl } from "../kubectl/parse.ts";
import { runKubectl } from "../kubectl/run.ts";
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
  shrink: (output) => (LATEST_LAST.has(output.verb) ? withoutOldest(output) : undefined),
  async handler({ command }, { kubernetes: reader, now, signal }) {
    const parsed = parseKubectl(command);
    const output = await runKubectl(parsed, { reader, now, signal });
    return { verb: parsed.verb, lines: output.split("\n"), omitted: [] };
  },
  render: ({ lines, omitted }) =>
    [fence("kubectl", lines.join("\n")), ...omitted.map((line) => `left out: ${line}`)].join("\n"),
});

function withoutOldest<T extends { lines: string[] }>(output: T): (T & { omitted: string[] }) | undefined {
  if (output.lines.length < 2) return undefined;
  const lines = output.lines.slice(Math.ceil(output.lines.length / 4));
  return { ...output, lines, omitted: ["older lines: over max_tokens; ask with --tail or --since"] };
}
