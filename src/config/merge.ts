export type Plain = Record<string, unknown>;

/** The second over the first, field by field. */
export function merge(base: Plain, over: Plain): Plain {
  const merged = Object.entries(over).map(([key, value]) => [
    key,
    isPlain(value) && isPlain(base[key]) ? merge(base[key], value) : value,
  ]);
  return { ...base, ...Object.fromEntries(merged) };
}

export function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
