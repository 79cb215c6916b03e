import path from "node:path";
import { z } from "zod";
import { merge, type Plain } from "./merge.ts";
import { Settings, type Slices } from "./schema.ts";

type Environment = Record<string, string | undefined>;

/** A setting that a variable gives. `at` is its path, e.g. `["prometheus", "url"]`. */
interface Variable {
  name: string;
  at: readonly string[];
  field: z.core.$ZodType;
}

/** `SITREP_RUNBOOKS=a:b`, `SITREP_PROMETHEUS_URL=…`: one variable per setting that is no section of its own. */
export function fromEnvironment(env: Environment, slices: Slices): Plain {
  return variables(slices)
    .flatMap((variable) => setting(variable, env[variable.name], slices))
    .reduce(merge, {});
}

/** `prometheus.tokenFile` is `SITREP_PROMETHEUS_TOKEN_FILE`. */
export function variableOf(at: readonly string[]): string {
  return ["SITREP", ...at.map((word) => word.replace(/[A-Z]/g, "_$&").toUpperCase())].join("_");
}

export function variableNames(slices: Slices): string[] {
  return variables(slices).map(({ name }) => name);
}

/** Kubernetes sets such variables in every pod of a namespace that has a Service `sitrep` or `sitrep-…`. */
const SERVICE_LINK = /_SERVICE_(?:HOST|PORT(?:_\w{1,60})?)$|_PORT(?:_\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)?$/;

/** Variables that begin like sitrep's own and are none of them. */
export function unknownVariables(env: Environment, slices: Slices): string[] {
  const known = new Set(variableNames(slices));
  return Object.keys(env).filter(
    (name) => name.startsWith("SITREP_") && env[name] && !known.has(name) && !SERVICE_LINK.test(name),
  );
}

function variables(slices: Slices): Variable[] {
  const sections = Object.entries(slices).flatMap(([source, slice]) => fieldsOf(slice, [source]));
  return [...fieldsOf(Settings, []), ...sections];
}

function fieldsOf(shape: z.ZodObject, section: readonly string[]): Variable[] {
  return Object.entries(shape.shape)
    .map(([key, field]) => ({ name: variableOf([...section, key]), at: [...section, key], field }))
    .filter(({ field }) => typeOf(field) !== "object");
}

function setting({ at, field }: Variable, text: string | undefined, slices: Slices): Plain[] {
  if (text === undefined || text === "") return [];
  const value = readAs(text, field, at[0] === "runbooks" ? path.delimiter : ",");
  const whole = String(at[0]) in slices ? ["sources", ...at] : at;
  return [whole.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Plain];
}

/** What a variable means is the setting's type's to say: a token may be all digits. What fits no type is told as it stands. */
function readAs(text: string, field: z.core.$ZodType, separator: string): unknown {
  const type = typeOf(field);
  if (type === "array") return text.split(separator);
  if (type === "boolean") return text === "true" || (text === "false" ? false : text);
  return (type === "number" || type === "integer") && Number.isFinite(Number(text)) ? Number(text) : text;
}

function typeOf(field: z.core.$ZodType): unknown {
  return z.toJSONSchema(field, { io: "input" }).type;
}
