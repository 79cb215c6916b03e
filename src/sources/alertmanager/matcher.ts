import { anchored } from "../../core/anchored.ts";
import { SitrepError } from "../../core/errors.ts";

/** `label="value"`, also with !=, =~ and !~; a regular expression must match the whole value. */
export interface Matcher {
  label: string;
  op: string;
  value: string;
}

export function matcherOf(text: string): Matcher {
  const match = /^([a-zA-Z_][\w.]*)\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|(.*))$/.exec(text.trim());
  if (!match)
    throw new SitrepError("input", `${text} is not a filter.`, { hint: 'A filter looks like severity="critical".' });
  const [, label = "", op = "", quoted, bare = ""] = match;
  return { label, op, value: quoted?.replace(/\\(.)/g, "$1") ?? bare };
}

export function passes({ label, op, value }: Matcher, labels: Record<string, string>): boolean {
  const actual = labels[label] ?? "";
  if (op === "=" || op === "!=") return (actual === value) === (op === "=");
  return expression(value).test(actual) === (op === "=~");
}

function expression(pattern: string): RegExp {
  const found = anchored(pattern);
  if (!found)
    throw new SitrepError("input", `${pattern} is not a regular expression, or one that repeats repetitions.`);
  return found;
}
