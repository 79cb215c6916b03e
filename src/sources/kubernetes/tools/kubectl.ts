import { z } from "zod";
import { defineTool } from "../../../core/tool.ts";
import { fence } from "../../../core/untrusted.ts";
import { parseKubectl } from "../kubectl/parse.ts";
import { runKubectl } from "../kubectl/run.ts";
import { kubernetes } from "../source.ts";

export const kubectl = defineTool({
  name: "kubectl",
  title: "Read with kubectl's syntax",
  description:
    "One read-only kubectl command: get, describe, logs, events, rollout history|status, version, api-resources. No shell; Secrets without values.",
  effect: "read",
  needs: { kubernetes },
  input: z.object({ command: z.string().min(1).max(500).describe("e.g. get pods -n payments -o wide") }),
  output: z.object({ output: z.string(), omitted: z.array(z.string()) }),
  cut: [],
  async handler({ command }, { kubernetes: reader, now, signal }) {
    return { output: await runKubectl(parseKubectl(command), { reader, now, signal }), omitted: [] };
  },
  render: ({ output }) => fence("kubectl", output),
});
