import { z } from "zod";
import { Manifest } from "../src/core/capture/layout.ts";
import type { AnyTool } from "../src/core/tool.ts";

/**
 * The published shapes, by file name: what each tool answers (`--json`, structured content of MCP), and the manifest of a capture.
 * A version may get more fields, so nothing forbids them. One that goes or changes its meaning makes a new version.
 */
export function schemas(tools: readonly AnyTool[]): Map<string, string> {
  const answers = tools.map(({ name, output }) => [`${name}.json`, publish(name, output, "output")] as const);
  return new Map([...answers, ["capture.json", publish("capture", Manifest, "input")]]);
}

function publish(name: string, shape: z.ZodObject, io: "input" | "output"): string {
  const schema = z.toJSONSchema(shape, {
    io,
    target: "draft-2020-12",
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  return `${JSON.stringify({ $id: `urn:sitrep:${name}:1`, ...schema }, null, 2)}\n`;
}
