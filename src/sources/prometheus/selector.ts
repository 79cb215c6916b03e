import { anchored } from "../../core/anchored.ts";

export interface Matcher {
  label: string;
  op: "=" | "!=" | "=~" | "!~";
  value: string;
}
/** `metric{matchers}[range]`; `range` in seconds. */
export interface Selector {
  metric: string | undefined;
  matchers: Matcher[];
  range: number | undefined;
  text: string;
}
/** Does the selector name a metric, or at least one label value? Anything else reads the whole server. */
export function isSelective({ metric, matchers }: Selector): boolean {
  const anything = new Set(["", ".*", ".+"]);
  return metric !== undefined || matchers.some(({ op, value }) => (op === "=" || op === "=~") && !anything.has(value));
}

/** The selector's test as a function. An invalid regular expression matches nothing, like a missing label matches "". */
export function matches(
  { metric, matchers }: Pick<Selector, "metric" | "matchers">,
  labels: Record<string, string>,
): boolean {
  if (metric !== undefined && labels.__name__ !== metric) return false;
  return matchers.every(({ label, op, value }) => {
    const actual = labels[label] ?? "";
    if (op === "=" || op === "!=") return (actual === value) === (op === "=");
    return (expression(value)?.test(actual) ?? false) === (op === "=~");
  });
}

const compiled = new Map<string, RegExp | undefined>();
function expression(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern) && compiled.size < 500) compiled.set(pattern, anchored(pattern));
  return compiled.has(pattern) ? compiled.get(pattern) : anchored(pattern);
}
