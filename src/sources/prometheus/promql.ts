import type { SyntaxNode, Tree } from "@lezer/common";
import {
  Add,
  AggregateOp,
  BinaryExpr,
  Div,
  FunctionIdentifier,
  Identifier,
  LabelMatchers,
  LineComment,
  MatchOp,
  MatrixSelector,
  Mod,
  Mul,
  NumberDurationLiteral,
  ParenExpr,
  Pow,
  parser,
  QuotedLabelMatcher,
  QuotedLabelName,
  StringLiteral,
  Sub,
  UnquotedLabelMatcher,
  VectorSelector,
} from "@prometheus-io/lezer-promql";
import { durationOf } from "./duration.ts";
import type { Matcher, Selector } from "./selector.ts";

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
  /** Aggregation operators, e.g. `sum`. */
  aggregations: string[];
  /** Divides one expression by another. */
  divides: boolean;
  /** Subtracts from 1: the rest of a share. */
  complement: boolean;
  /** Subtracts one expression from another. */
  subtracts: boolean;
  /** Joins several expressions by a comparison or set operator. */
  joins: boolean;
  /** What the values were multiplied with, e.g. 100 for per cent, 1/1024 for KiB; NaN when it cannot be told. */
  scale: number;
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
    aggregations: [],
    divides: false,
    complement: false,
    subtracts: false,
    joins: false,
    scale: 1,
    quantile: undefined,
    plain: isPlain(tree),
  };
  tree.iterate({
    enter: ({ node, type }) => {
      if (type.isError) found.faults.push(faultAt(query, node));
      else if (type.id === VectorSelector) found.selectors.push(selectorAt(query, node));
      else if (type.id === BinaryExpr) readOperator(query, node, found);
      else if (type.id === AggregateOp) found.aggregations.push(query.slice(node.from, node.to).toLowerCase());
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

function readOperator(query: string, node: SyntaxNode, found: Inspection): void {
  const [left, right] = [node.firstChild, node.lastChild];
  if (!left || !right) return;
  const [before, after] = [constantAt(query, left), constantAt(query, right)];
  if (before !== undefined && after !== undefined) return;
  if (node.getChild(Sub) && before === 1) found.complement = true;
  else if (node.getChild(Mul)) found.scale *= factorOf(before ?? after);
  else if (node.getChild(Div) && after !== undefined) found.scale /= after;
  else if (node.getChild(Div) && before === undefined) found.divides = true;
  else if (node.getChild(Sub) && before === undefined && after === undefined) found.subtracts = true;
  else if (ARITHMETIC.some((operator) => node.getChild(operator))) found.scale = Number.NaN;
  else if (before === undefined && after === undefined) found.joins = true;
}
const ARITHMETIC = [Add, Sub, Div, Mod, Pow];

/** `0 * x` only stands in for samples that are missing. */
function factorOf(constant: number | undefined): number {
  return constant === 0 ? 1 : (constant ?? Number.NaN);
}

/** The value of an expression without selectors; `undefined` for anything else. */
function constantAt(query: string, node: SyntaxNode | null): number | undefined {
  if (!node) return undefined;
  if (node.type.id === NumberDurationLiteral) return durationOf(query.slice(node.from, node.to));
  if (node.type.id === ParenExpr) return constantAt(query, node.firstChild);
  if (node.type.id !== BinaryExpr) return undefined;
  const [a, b] = [constantAt(query, node.firstChild), constantAt(query, node.lastChild)];
  if (a === undefined || b === undefined) return undefined;
  return node.getChild(Mul) ? a * b : node.getChild(Div) ? a / b : node.getChild(Pow) ? a ** b : Number.NaN;
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
