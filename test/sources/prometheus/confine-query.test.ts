import fc from "fast-check";
import { expect, test } from "vitest";
import { confineQuery } from "../../../src/sources/prometheus/confine-query.ts";
import { NAMESPACE_LABELS } from "../../../src/sources/prometheus/labels.ts";
import { inspect } from "../../../src/sources/prometheus/promql.ts";
import { matches } from "../../../src/sources/prometheus/selector.ts";

const OWN = ["payments", "pay-2"];

test.each([
  ["up", 'up{namespace=~"payments|pay-2"'],
  ["up{}", 'up{namespace=~"payments|pay-2"'],
  ['up{job="a",}', 'up{job="a",namespace=~"payments|pay-2"'],
  [
    'rate(http_requests_total{code=~"5.."}[5m] offset 1h)',
    'http_requests_total{code=~"5..",namespace=~"payments|pay-2"',
  ],
  ['{"http.requests", job="a"}', '{"http.requests", job="a",namespace=~"payments|pay-2"'],
  [
    'kube_pod_info{exported_namespace="payments"}',
    'exported_namespace="payments",exported_namespace=~"payments|pay-2"',
  ],
  ['kube_pod_info{exported_namespace="vault"}', 'exported_namespace="vault",namespace=~"payments|pay-2"'],
  ['a # {b="c"}\n / b{x="}"}', 'b{x="}",namespace=~'],
])("every selector of %s is held to the caller's namespaces", (query, holds) => {
  const held = confineQuery(query, OWN);
  expect(held).toContain(holds);
  const { faults, selectors } = inspect(held);
  expect([faults, selectors.length]).toEqual([[], inspect(query).selectors.length]);
});

const label = fc.constantFrom(...NAMESPACE_LABELS, "job", "pod");
const name = fc.constantFrom("payments", "pay-2", "vault", "pay", "payments-2", "", ".*", 'x"} or {a="b');
const matcher = fc.tuple(label, fc.constantFrom("=", "!=", "=~", "!~"), name);
const selector = fc
  .tuple(fc.constantFrom("up", "", "m:sum"), fc.array(matcher, { maxLength: 4 }))
  .map(([metric, all]) => `${metric}{${all.map(([l, op, v]) => `${l}${op}${JSON.stringify(v)}`).join(",")}}`);
const labels = fc.dictionary(label, name).map((all) => ({ ...all, __name__: "up" }));

test("no series of another namespace passes, and none passes that did not before", () => {
  fc.assert(
    fc.property(fc.array(selector, { minLength: 1, maxLength: 3 }), labels, (texts, series) => {
      const query = texts.map((text) => `sum(${text})`).join(" or ");
      const held = inspect(confineQuery(query, OWN)).selectors;
      const free = inspect(query).selectors;
      expect(held).toHaveLength(texts.length);
      for (const [i, one] of held.entries()) {
        if (!matches(one, series)) continue;
        const said = Object.entries(series).filter(([key, value]) => key.includes("namespace") && value !== "");
        const owner = said.filter(([key]) => key !== "namespace" || said.length === 1);
        expect(owner.length).toBeGreaterThan(0);
        for (const [, value] of owner) expect(OWN).toContain(value);
        expect(matches(free[i] ?? one, series)).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["up{", "syntax error"],
  ["info(up)", "do not name"],
])("%s is refused", (query, why) => {
  expect(() => confineQuery(query, OWN)).toThrow(why);
});
