/** One difference between two versions of something: where, and both values as one line of text (`null`: not there). */
export interface Difference {
  path: string;
  from: string | null;
  to: string | null;
}

/** Set by controllers on every revision; says nothing about what a person changed. */
const NOISE =
  /(^|\.)(pod-template-hash|controller-revision-hash|deprecated\.daemonset\.template\.generation|creationTimestamp)$/;

/**
 * What changed between two pod templates (or any plain data), field by field: `containers[api].resources.limits.memory`.
 * Lists of named things (containers, env, ports, volumes) are compared by name, other lists as a whole.
 */
export function templateDiff(from: unknown, to: unknown): Difference[] {
  return differences(from, to, "").map((difference) => ({
    ...difference,
    path: difference.path.replace(/^spec\./, ""),
  }));
}

function differences(from: unknown, to: unknown, path: string): Difference[] {
  if (NOISE.test(path)) return [];
  const left = fields(from) ?? emptyBeside(to, from);
  const right = fields(to) ?? emptyBeside(from, to);
  if (left && right) {
    const keys = [...new Set([...left.keys(), ...right.keys()])];
    return keys.flatMap((key) => differences(left.get(key), right.get(key), join(path, key)));
  }
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  return [{ path, from: show(from), to: show(to) }];
}

/** The fields of an object, or the items of a list of named things keyed `[name]`. */
function fields(value: unknown): Map<string, unknown> | undefined {
  if (Array.isArray(value)) {
    const named = value.map((item): [string, unknown] | undefined =>
      isNamed(item) ? [`[${item.name}]`, item] : undefined,
    );
    return value.length > 0 && named.every((item) => item !== undefined) ? new Map(named) : undefined;
  }
  if (value !== null && typeof value === "object") return new Map(Object.entries(value));
  return undefined;
}

/** Where there was no list, each of its items is new. */
function emptyBeside(list: unknown, value: unknown): Map<string, unknown> | undefined {
  return Array.isArray(list) && value === undefined ? new Map() : undefined;
}

function isNamed(item: unknown): item is { name: string } {
  return typeof item === "object" && item !== null && "name" in item && typeof item.name === "string";
}

function join(path: string, key: string): string {
  if (key.startsWith("[") || path === "") return `${path}${key}`;
  return key.includes(".") || key.includes("/") ? `${path}["${key}"]` : `${path}.${key}`;
}

function show(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (isVariable(value)) return value.value;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isVariable(item: unknown): item is { value: string } {
  return isNamed(item) && Object.keys(item).length === 2 && "value" in item && typeof item.value === "string";
}
