/** `.metadata.name`, `{.status.containerStatuses[0].restartCount}`: the value there, `undefined` where there is none. */
export function valueAt(object: unknown, path: string): unknown {
  const steps = path.replace(/^\{|\}$/g, "").match(/[^.[\]]+/g) ?? [];
  return steps.reduce<unknown>(
    (node, step) => (node !== null && typeof node === "object" ? Reflect.get(node, step) : undefined),
    object,
  );
}

/** Ascending as kubectl sorts: numbers as numbers, others as text, what is not there first. */
export function byField(path: string): (a: object, b: object) => number {
  return (a, b) => {
    const [left, right] = [valueAt(a, path), valueAt(b, path)];
    if (typeof left === "number" && typeof right === "number") return left - right;
    return String(left ?? "").localeCompare(String(right ?? ""));
  };
}
