/** Fields of an object of any kind. */
export type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** The text at a path like `health.status`; empty where there is none. */
export function textAt(fields: Fields, path: string): string {
  const value = path.split(".").reduce<unknown>((at, key) => (isFields(at) ? at[key] : undefined), fields);
  return typeof value === "string" ? value : "";
}
