import path from "node:path";
import { z } from "zod";
import { merge, type Plain } from "./merge.ts";
import type { Slices } from "./schema.ts";

type Environment = Record<string, string | undefined>;

/** `SITREP_RUNBOOKS=a:b`, `SITREP_PROMETHEUS_URL=…`: one variable per setting that is no section of its own. */
export function fromEnvironment(shape: z.ZodObject, env: Environment, slices: Slices): Plain {
  const own = Object.entries(shape.shape).flatMap(([name, field]) => setting([name], field, env));
  const sections = Object.entries(slices).flatMap(([source, slice]) =>
    Object.entries(slice.shape).flatMap(([name, field]) => setting(["sources", source, name], field, env)),
  );
  return [...own, ...sections].reduce(merge, {});
}

/** `prometheus.tokenFile` is `SITREP_PROMETHEUS_TOKEN_FILE`. */
export function variableOf(at: readonly string[]): string {
  return ["SITREP", ...at.map((word) => word.replace(/[A-Z]/g, "_$&").toUpperCase())].join("_");
}

function setting(at: readonly string[], field: z.core.$ZodType, env: Environment): Plain[] {
  const text = env[variableOf(at.filter((word) => word !== "sources"))];
  if (text === undefined || text === "") return [];
  const value = readAs(text, field, at[0] === "runbooks" ? path.delimiter : ",");
  return [at.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Plain];
}

/** What a variable means is the setting's type's to say: a token may be all digits. What fits no type is told as it stands. */
function readAs(text: string, field: z.core.$ZodType, separator: string): unknown {
  const { type } = z.toJSONSchema(field, { io: "input" });
  if (type === "array") return text.split(separator);
  if (type === "boolean") return text === "true" || (text === "false" ? false : text);
  return (type === "number" || type === "integer") && Number.isFinite(Number(text)) ? Number(text) : text;
}
