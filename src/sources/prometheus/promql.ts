import type { SyntaxNode, Tree } from "@lezer/common";
import {
  BinaryExpr,
  Div,
  FunctionIdentifier,
  Identifier,
  LabelMatchers,
  LineComment,
  MatchOp,
  MatrixSelector,
  NumberDurationLiteral,
  ParenExpr,
  parser,
  QuotedLabelMatcher,
  QuotedLabelName,
  StringLiteral,
  UnquotedLabelMatcher,
  VectorSelector,
} from "@prometheus-io/lezer-promql";
import { durationOf } from "./duration.ts";

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
export interface SyntaxFault {
  line: number;
  column: number;
  near: string;
}
/** What an expression is made of. */
export interface Inspection {
  faults: SyntaxFault[];
  selectors: Selector[];
  functions: string[];
  /** Divides one expression by another. */
  divides: boolean;
  /** The number in `histogram_quantile(0.95, …)`. */
  quantile: number | undefined;
  /** The whole query is one selector without a range. */
  plain: boolean;
}

/**
 * Reads an expression without a server. The grammar is newer than most servers and knows no types, so `rate(up)` passes
 * here and is refused there.
 */
export function inspect(query: string): Inspection {
  const tree = parser.parse(query);
  const found: Inspection = {
    faults: [],
    selectors: [],
    functions: [],
    divides: false,
    quantile: undefined,
    plain: isPlain(tree),
  };
  tree.iterate({
    enter: ({ node, type }) => {
      if (type.isError) found.faults.push(faultAt(query, node));
      else if (type.id === VectorSelector) found.selectors.push(selectorAt(query, node));
      else if (type.id === BinaryExpr && node.getChild(Div)) found.divides = true;
      else if (type.id === FunctionIdentifier) {
        const name = query.slice(node.from, node.to);
        found.functions.push(name);
        if (name === "histogram_quantile") found.quantile = quantileAt(query, node);
      }
    },
  });
  return found;
}

function isPlain(tree: Tree): boolean {
  let node = tree.topNode.firstChild;
  while (node && node.type.id === ParenExpr) node = node.firstChild;
  return node?.type.id === VectorSelector && node.nextSibling === null;
}

function faultAt(query: string, { from, to }: SyntaxNode): SyntaxFault {
  const before = query.slice(0, from);
  return {
    line: before.split("\n").length,
    column: from - before.lastIndexOf("\n"),
    near: query.slice(from, Math.max(to, from + 16)).split("\n")[0] || "end of the query",
  };
}

function selectorAt(query: string, node: SyntaxNode): Selector {
  const name = node.getChild(Identifier);
  const matchers = matchersAt(query, node.getChild(LabelMatchers));
  const named = matchers.find(({ label, op }) => label === "__name__" && op === "=")?.value;
  const outer = node.parent?.type.id === MatrixSelector ? node.parent : undefined;
  const range = outer ? durationOf(query.slice(node.to, outer.to).replace(/[[\]\s]/g, "")) : undefined;
  return {
    metric: name ? query.slice(name.from, name.to) : named,
    matchers: matchers.filter((matcher) => !(matcher.label === "__name__" && matcher.op === "=")),
    range,
    text: query.slice(node.from, node.to),
  };
}

function matchersAt(query: string, list: SyntaxNode | null): Matcher[] {
  const matchers: Matcher[] = [];
  for (let item = list?.firstChild; item; item = item.nextSibling) {
    const text = (node: SyntaxNode | null | undefined) => (node ? query.slice(node.from, node.to) : "");
    if (item.type.id === QuotedLabelName) matchers.push({ label: "__name__", op: "=", value: unquote(text(item)) });
    if (item.type.id !== UnquotedLabelMatcher && item.type.id !== QuotedLabelMatcher) continue;
    const op = text(item.getChild(MatchOp));
    if (op !== "=" && op !== "!=" && op !== "=~" && op !== "!~") continue;
    const label = text(item.firstChild);
    const value = unquote(text(item.getChild(StringLiteral)));
    matchers.push({ label: item.type.id === QuotedLabelMatcher ? unquote(label) : label, op, value });
  }
  return matchers;
}

function quantileAt(query: string, name: SyntaxNode): number | undefined {
  const first = name.parent?.getChild("FunctionCallBody")?.getChild(NumberDurationLiteral);
  return first ? Number(query.slice(first.from, first.to)) : undefined;
}

function unquote(literal: string): string {
  const inner = literal.slice(1, -1);
  return literal.startsWith("`") ? inner : inner.replace(/\\(.)/g, (_, char: string) => ESCAPES[char] ?? char);
}
const ESCAPES: Record<string, string> = { n: "\n", t: "\t", r: "\r" };

/** The query with white space and comments that mean nothing taken out, to tell whether two are the same. */
export function normalise(query: string): string {
  const kept: string[] = [];
  let from = 0;
  const fold = (text: string) => text.replace(/\s+/g, " ").replace(/ ?([()[\]{},=!~<>+*/%^:-]) ?/g, "$1");
  parser.parse(query).iterate({
    enter: ({ from: start, to, type }) => {
      if (type.id !== StringLiteral && type.id !== LineComment) return;
      kept.push(fold(query.slice(from, start)), type.id === StringLiteral ? query.slice(start, to) : "");
      from = to;
    },
  });
  kept.push(fold(query.slice(from)));
  return kept.join("").trim();
}

/** Does the selector name a metric, or at least one label value? Anything else reads the whole server. */
export function isSelective({ metric, matchers }: Selector): boolean {
  const anything = new Set(["", ".*", ".+"]);
  return metric !== undefined || matchers.some(({ op, value }) => (op === "=" || op === "=~") && !anything.has(value));
}

/** The selector's test as a function. An invalid regular expression matches nothing, like a missing label matches "". */
export function matches({ metric, matchers }: Selector, labels: Record<string, string>): boolean {
  if (metric !== undefined && labels.__name__ !== metric) return false;
  return matchers.every(({ label, op, value }) => {
    const actual = labels[label] ?? "";
    if (op === "=" || op === "!=") return (actual === value) === (op === "=");
    return (anchored(value)?.test(actual) ?? false) === (op === "=~");
  });
}

const compiled = new Map<string, RegExp | undefined>();
function anchored(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern) && compiled.size < 500) compiled.set(pattern, compile(pattern));
  return compiled.get(pattern);
}

function compile(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, "s");
  } catch {
    return undefined; // RE2 syntax that JavaScript does not have
  }
}
