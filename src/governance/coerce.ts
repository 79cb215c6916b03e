import { z } from "zod";

/**
 * What clients write for what they mean, put right before the strict check: "5" for 5, "true" for true, `null` for a field
 * that may be absent. Everything else is left for the check to refuse. The published schema does not tell of it.
 */
export function coerce(input: unknown, shape: z.ZodRawShape): unknown {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return input;
  const entries = Object.entries(input).map(([key, value]) => [key, coerceField(value, shape[key])]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function coerceField(value: unknown, field: z.core.$ZodType | undefined): unknown {
  if (!(field instanceof z.ZodType)) return value;
  if (value === null) return field.safeParse(undefined).success && !field.safeParse(null).success ? undefined : null;
  if (typeof value !== "string") return value;
  const bare = unwrapped(field);
  if (bare instanceof z.ZodNumber) return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(value) ? Number(value) : value;
  if (bare instanceof z.ZodBoolean) return value === "true" || (value === "false" ? false : value);
  return value;
}

/** Without what makes it optional or gives it a default. */
function unwrapped(field: z.core.$ZodType): z.core.$ZodType {
  return field instanceof z.ZodOptional || field instanceof z.ZodDefault ? unwrapped(field.unwrap()) : field;
}
