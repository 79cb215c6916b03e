import { z } from "zod";
import { variableOf } from "../src/config/environment.ts";
import { Settings, type Slices } from "../src/config/schema.ts";
import { code, Property } from "./property.ts";

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
  const isNested = type === "object" || at.length > 2 || at[0] === "limits" || at[0] === "oidc";
  const cells = [
    `\`${at.join(".")}\``,
    isNested ? "" : `\`${variableOf(at)}\``,
    usual === undefined ? "" : code(usual),
    description,
  ];
  return [`| ${cells.join(" | ")} |`];
}
