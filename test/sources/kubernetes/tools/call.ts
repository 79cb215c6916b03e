import type { AnyTool } from "../../../../src/core/tool.ts";
import type { KubernetesReader } from "../../../../src/sources/kubernetes/reader.ts";
import { NOW } from "../recording.ts";

/** Calls a tool of the Kubernetes source as the program does: input checked, handler run, text rendered. */
export async function call(tool: AnyTool, kubernetes: KubernetesReader, input: object) {
  const context = {
    kubernetes,
    now: NOW,
    signal: AbortSignal.timeout(10_000),
    caller: { id: "test", session: "1" },
    connections: [],
    progress: () => {},
  };
  const data = tool.output.parse(await tool.handler(tool.input.parse(input), context));
  return { data, text: tool.render(data) };
}
