import { z } from "zod";
import { SourceReport } from "../core/report.ts";
import { defineTool } from "../core/tool.ts";
import { windowBefore } from "../tools/gather.ts";
import { recordCapture } from "../tools/record.ts";
import { resolveTargets } from "../tools/resolve.ts";

export const capture = defineTool({
  name: "capture",
  title: "Record a capture",
  description: "Records the state of a namespace, redacted, into a folder.",
  effect: "operate",
  // Nobody waits for it at night, and it asks for more than an answer does.
  patience: 8,
  needs: {},
  input: z.object({ namespace: z.string(), dir: z.string().describe("Folder to write; new or empty") }),
  output: z.object({ namespace: z.string(), dir: z.string(), sources: z.array(SourceReport) }),
  cut: [],
  async handler({ namespace, dir }, { connections, now, signal }) {
    const targets = await resolveTargets({ text: "", namespace }, connections, signal);
    const scope = { targets, now, from: windowBefore(now) };
    return { namespace, dir, sources: await recordCapture(connections, scope, dir, signal) };
  },
  render({ namespace, dir, sources }) {
    const lines = sources.map(({ source, status, detail }) => `  ${source} ${status}${detail ? `: ${detail}` : ""}`);
    return [`recorded ${namespace} in ${dir}`, ...lines].join("\n");
  },
});
