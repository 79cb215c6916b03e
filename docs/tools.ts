import { z } from "zod";
import type { AnyTool } from "../src/core/tool.ts";
import { inputOf } from "../src/governance/run-tool.ts";
import { RUNBOOK_TOOLS } from "../src/knowledge/tools/index.ts";
import { SOURCE_TOOLS } from "../src/sources/index.ts";
import { TOOLS } from "../src/tools/index.ts";
import { code, Property } from "./property.ts";

export const ALL_TOOLS: readonly AnyTool[] = [...TOOLS, ...RUNBOOK_TOOLS, ...SOURCE_TOOLS];

const Shape = z.looseObject({ properties: z.record(z.string(), Property), required: z.array(z.string()).default([]) });

/** Every tool with what it takes, from the schemas that check it. */
export function toolsPage(tools: readonly AnyTool[]): string {
  return [
    "# Tools",
    "",
    "Written by `npm run gen` from the tools; do not edit. They are the same over MCP and on the command line. Each answers with text",
    "and with data of a published shape; a required argument has no default. `max_tokens` bounds the answer, the least important is",
    "left out first, and the answer says so.",
    "",
    ...tools.flatMap(section),
  ].join("\n");
}

function section(tool: AnyTool): string[] {
  return [
    `## ${tool.name}`,
    "",
    tool.description,
    "",
    `- Offered: ${offered(tool)}`,
    `- Answers with: [schemas/${tool.name}.json](schemas/${tool.name}.json)`,
    "",
    "| argument | type | default | |",
    "|---|---|---|---|",
    ...rows(tool),
    "",
  ];
}

/** Documents are always there, if only as an empty index. */
function offered({ needs, wants = {} }: AnyTool): string {
  const all = Object.keys(needs).filter((name) => name !== "runbooks");
  if (all.length > 0) return `where ${all.join(" and ")} is configured`;
  return Object.keys(wants).length > 0 ? `where ${Object.keys(wants).join(" or ")} is configured` : "always";
}

function rows(tool: AnyTool): string[] {
  const { properties, required } = Shape.parse(z.toJSONSchema(inputOf(tool), { io: "input" }));
  return Object.entries(properties).map(([name, property]) => {
    const usual = required.includes(name) ? "required" : property.default === undefined ? "" : code(property.default);
    return `| \`${name}\` | ${typeOf(property)} | ${usual} | ${property.description.replaceAll("|", "\\|")} |`;
  });
}

function typeOf({ type = "", enum: values, items }: Property): string {
  if (values) return values.map(code).join(" ");
  return items ? `list of ${typeOf(items)}` : type;
}

const TABLE = /(?<=^\| tool \| gives \|\n\|---\|---\|\n)(?:\|.*\n)+/m;

/** The README with one line for each tool: the first sentence of its description. */
export function withTools(readme: string, tools: readonly AnyTool[]): string {
  const lines = tools.map(
    ({ name, description }) => `| [\`${name}\`](docs/tools.md#${name}) | ${firstSentence(description)} |\n`,
  );
  return readme.replace(TABLE, () => lines.join(""));
}

function firstSentence(text: string): string {
  const [sentence = text] = /^.*?(?=\.(?:\s|$))/s.exec(text) ?? [];
  return sentence.replaceAll("|", "\\|");
}
