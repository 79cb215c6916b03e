import { z } from "zod";
import { SitrepError } from "../core/errors.ts";
import { nearNames } from "../core/near-names.ts";
import { unknownVariables, variableNames, variableOf } from "./environment.ts";
import type { SettingsFile } from "./file.ts";
import { isPlain, type Plain } from "./merge.ts";
import type { Slices } from "./schema.ts";

/** Where the settings of one start come from. */
export interface Origins {
  env: Record<string, string | undefined>;
  file: SettingsFile | undefined;
  /** What flags and variables gave, as settings. */
  flags: Plain;
  variables: Plain;
}

/** One `input` error for everything that is wrong: where it stands, what is allowed there, the nearest right name. */
export function refuse(shape: z.ZodObject, error: z.ZodError | undefined, slices: Slices, origins: Origins): void {
  const lines = [
    ...(error?.issues ?? []).flatMap((issue) => describe(issue, shape, origins)),
    ...unknownVariables(origins.env, slices).map((name) => isNoSetting(name, variableNames(slices))),
  ];
  if (lines.length === 0) return;
  throw new SitrepError("input", `The configuration is not valid. ${lines.join("; ")}.`, {
    cause: error,
    hint: "Settings come from flags, SITREP_… variables and sitrep.yaml; docs/settings.md lists them. Check with: sitrep doctor",
  });
}

function describe(issue: z.core.$ZodIssue, shape: z.ZodObject, origins: Origins): string[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => {
      const at = [...issue.path, key];
      return `${placeOf(at, origins)}: ${isNoSetting(written(at).join("."), namesAt(shape, issue.path), key)}`;
    });
  const { description } = fieldAt(shape, issue.path) ?? {};
  const message = issue.message.replace(/^Invalid input: /, "");
  return [
    `${placeOf(issue.path, origins)}: ${written(issue.path).join(".")}: ${message}${description ? ` (${description})` : ""}`,
  ];
}

function isNoSetting(name: string, known: readonly string[], wrong = name): string {
  const [near] = nearNames(
    wrong.toLowerCase(),
    known.map((word) => word.toLowerCase()),
  );
  const meant = known.find((word) => word.toLowerCase() === near);
  return `${name} is not a setting${meant ? `, did you mean ${meant}?` : ""} (known: ${known.join(", ")})`;
}

/** Flags win over variables, those over the file; so the first that gives it is where it is wrong. */
function placeOf(at: readonly PropertyKey[], { flags, variables, file }: Origins): string {
  if (has(flags, at)) return "command line";
  if (has(variables, at)) return variableOf(written(at).slice(0, 2).map(String));
  return file?.placeOf(written(at)) ?? "configuration";
}

function has(value: unknown, [key, ...rest]: readonly PropertyKey[]): boolean {
  if (key === undefined) return true;
  return isPlain(value) && String(key) in value && (!isPlain(value[String(key)]) || has(value[String(key)], rest));
}

/** Sources stand at the first level where a person writes them. */
function written(at: readonly PropertyKey[]): PropertyKey[] {
  return at[0] === "sources" ? at.slice(1) : [...at];
}

function namesAt(shape: z.ZodObject, at: readonly PropertyKey[]): string[] {
  const section = at.length === 0 ? shape : fieldAt(shape, at);
  const own = section instanceof z.ZodObject ? Object.keys(section.shape) : [];
  const isTop = at.length === 0 || (at.length === 1 && at[0] === "sources");
  return isTop
    ? [...new Set([...Object.keys(shape.shape), ...sourcesOf(shape)])].filter((name) => name !== "sources")
    : own;
}

function sourcesOf(shape: z.ZodObject): string[] {
  const { sources } = shape.shape;
  return sources instanceof z.ZodObject ? Object.keys(sources.shape) : [];
}

/** The schema of the setting at this path, without what makes it optional. */
function fieldAt(shape: z.ZodType, [key, ...rest]: readonly PropertyKey[]): z.ZodType | undefined {
  const described = shape.description;
  const bare = unwrapped(shape);
  if (key === undefined) return described && !bare.description ? bare.describe(described) : bare;
  if (!(bare instanceof z.ZodObject)) return shape;
  const field = bare.shape[String(key)];
  return field instanceof z.ZodType ? fieldAt(field, rest) : undefined;
}

function unwrapped(shape: z.ZodType): z.ZodType {
  const { innerType } = shape.def as { innerType?: z.ZodType };
  return innerType ? unwrapped(innerType) : shape;
}
