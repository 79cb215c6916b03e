import { describe, expect, test } from "vitest";
import { inspect, normalise } from "../../../src/sources/prometheus/promql.ts";
import { isSelective, matches } from "../../../src/sources/prometheus/selector.ts";

describe("inspect", () => {
  test("points at the first fault by line and column, as the server would", () => {
    expect(inspect("sum(rate(up[5m]) by (job").faults[0]).toEqual({ line: 1, column: 18, near: "by (job" });
    expect(inspect("sum(\n rate(up[5m])\n by (job").faults[0]).toMatchObject({ line: 3, column: 2 });
    expect(inspect("").faults[0]).toMatchObject({ near: "end of the query" });
    expect(inspect('sum by (pod) (rate(up{job="a"}[5m:30s] offset 1h)) > bool 0').faults).toEqual([]);
  });

  test("finds every metric with its matchers and range", () => {
    const { selectors } = inspect(`rate(a{job="x",code=~'5..'}[1h30m]) / on (job) {__name__="b", c!=""}`);
    expect(selectors).toMatchObject([
      {
        metric: "a",
        range: 5400,
        matchers: [
          { label: "job", op: "=", value: "x" },
          { label: "code", op: "=~", value: "5.." },
        ],
      },
      { metric: "b", range: undefined, matchers: [{ label: "c", op: "!=", value: "" }] },
    ]);
  });

  test.each([
    ["100 * sum(a) / sum(b)", { divides: true, scale: 100 }],
    ["a / 1024 / 1024", { divides: false, scale: 1 / 1024 / 1024 }],
    ["a / (1024 * 1024)", { divides: false, scale: 1 / 1024 / 1024 }],
    ["1 - a / b", { divides: true, complement: true, scale: 1 }],
    ["(a or 0 * b) / b", { divides: true, scale: 1 }],
    ["a - b", { subtracts: true }],
    ["time() - a", { subtracts: true }],
    ["a + 1", { scale: Number.NaN }],
    ["histogram_quantile(0.95, rate(a_bucket[5m]))", { quantile: 0.95 }],
    ["(a{b='c'})", { plain: true }],
    ["a[5m]", { plain: false }],
    ["max by (pod) (a) > 0", { plain: false, joins: false, aggregations: ["max"] }],
  ])("reads the arithmetic of %s", (query, expected) => {
    expect(inspect(query)).toMatchObject(expected);
  });
});

test("only white space and comments outside of strings are folded", () => {
  expect(normalise('sum  by ( job )\n( up { a = "x  y" } ) # note')).toBe('sum by(job)(up{a="x  y"})');
  expect(normalise("a and on (b) c")).not.toBe(normalise("aand on (b) c"));
});

test("a selector is selective when it names a metric or a value", () => {
  const selective = (query: string) => inspect(query).selectors.every(isSelective);
  expect(["up", '{job="api"}', '{job=~"a|b"}', '{__name__="up"}'].filter((query) => !selective(query))).toEqual([]);
  expect(
    ['{__name__=~".+"}', '{job!="a"}', '{job=~".*"}', '{job=""}', 'count({__name__!=""})'].filter(selective),
  ).toEqual([]);
});

test("matching follows Prometheus: anchored expressions, a missing label is empty, hostile ones are refused", () => {
  const match = (query: string, labels: Record<string, string>) =>
    inspect(query).selectors.every((one) => matches(one, labels));
  expect(match('up{code=~"5.."}', { __name__: "up", code: "500" })).toBe(true);
  expect(match('up{code=~"5"}', { __name__: "up", code: "500" })).toBe(false);
  expect(match('up{code!~"5.."}', { __name__: "up" })).toBe(true);
  expect(match('up{container!=""}', { __name__: "up" })).toBe(false);
  expect(match('up{a=~"(x+)+y"}', { __name__: "up", a: "x".repeat(60) })).toBe(false);
});
