import { expect, test } from "vitest";
import { countTemplates, templateOf } from "../../../src/diagnose/logs/template.ts";

test("lines that differ in times, ids, addresses and amounts are one template", () => {
  const lines = [
    '2026-06-01T01:50:00.123Z ERROR payment 8f14e45f-ceea-467f-a0e6-3c5f0b1d2a99 of 120 EUR failed after 12.5ms from 10.0.0.4:51234 {"amount":120}',
    '2026-06-01T01:51:07.001Z ERROR payment 9a14e45f-ceea-467f-a0e6-3c5f0b1d2a00 of 9 EUR failed after 3s from 10.0.1.9:40000 {"amount":9}',
  ];
  expect(templateOf(lines[0] ?? "")).toBe(templateOf(lines[1] ?? ""));
});

test.each([
  ["status=503", "status=404"],
  ["connect to ledger-db:5432", "connect to ledger-db:5433"],
  ["[Errno 111] x", "[Errno 13] x"],
  ['"status":500', '"status":200'],
])("what tells causes apart stays: %s is not %s", (a, b) => {
  expect(templateOf(a)).not.toBe(templateOf(b));
});

test("counts, first and last occurrence", () => {
  const lines = ["a 1", "b", "a 2", "a 3"].map((text) => ({ text }));
  expect(countTemplates(lines)).toEqual([
    { template: "a <n>", count: 3, first: 0, last: 3 },
    { template: "b", count: 1, first: 1, last: 1 },
  ]);
});
