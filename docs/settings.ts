import { z } from "zod";
import { variableOf } from "../src/config/environment.ts";
import { Settings, type Slices } from "../src/config/schema.ts";

/** A property of a JSON Schema, as far as it is told here. */
const Property = z.looseObject({
  type: z.string().optional(),
  description: z.string().default(""),
  default: z.unknown().optional(),
  get properties() {
    return z.record(z.string(), Property).optional();
  },
});
type Property = z.infer<typeof Property>;

/** Every setting with its variable, its default and what it means, from the schemas that check them. */
export function settingsPage(slices: Slices): string {
  const sources = Object.entries(slices).flatMap(([name, slice]) => ["", `## ${name}`, "", ...table(slice, [name])]);
  return [
    "# Settings",
    "",
    "Written by `npm run gen` from the schemas; do not edit. Flags come before variables, those before `sitrep.yaml` in the working",
    "directory or the file that `--config` names. Paths in a file start at the file. A variable that is a list has commas (`runbooks`:",
    "as in PATH); a setting without a variable is set in the file.",
    "",
    ...table(Settings, []),
    ...sources,
    "",
  ].join("\n");
}

function table(shape: z.ZodObject, at: readonly string[]): string[] {
  const { properties = {} } = Property.parse(z.toJSONSchema(shape, { io: "input" }));
  const rows = Object.entries(properties).flatMap(([name, property]) => rowsOf([...at, name], property));
  return ["| setting | variable | default | |", "|---|---|---|---|", ...rows];
}

function rowsOf(at: readonly string[], { type, description, properties, default: usual }: Property): string[] {
  if (properties) return Object.entries(properties).flatMap(([name, inner]) => rowsOf([...at, name], inner));
  const isNested = type === "object" || at.length > 2 || at[0] === "limits";
  const cells = [
    `\`${at.join(".")}\``,
    isNested ? "" : `\`${variableOf(at)}\``,
    usual === undefined ? "" : `\`${JSON.stringify(usual)}\``,
    description,
  ];
  return [`| ${cells.join(" | ")} |`];
}
