import { expect, test } from "vitest";
import { salient } from "../../src/core/salience.ts";

const frames = (n: number) =>
  Array.from({ length: n }, (_, i) => `\tat com.shop.ledger.Step${i}.run(Step${i}.java:${i})`);

test("a short question stays as it is", () => {
  expect(salient("what's wrong with  payments?\n", 500)).toBe("what's wrong with  payments?\n");
});

test("of a pasted trace: how it begins and what caused it, not the frames", () => {
  const cause = "Caused by: java.net.ConnectException: Connection refused: ledger-db/10.0.3.7:5432";
  const trace = ["payments-api throws since the deploy", ...frames(120), cause, ...frames(120)].join("\n");
  const kept = salient(trace, 500);
  expect(kept.length).toBeLessThanOrEqual(500);
  expect(kept).toContain("payments-api throws since the deploy");
  expect(kept).toContain(cause);
  expect(kept.indexOf("payments-api")).toBeLessThan(kept.indexOf("Caused by"));
});

test("of a pasted log: its errors, also those at the end", () => {
  const log = [
    ...Array.from({ length: 200 }, (_, i) => `INFO request ${i} served`),
    "ERROR disk quota exceeded on /data",
  ];
  expect(salient(log.join("\n"), 300)).toContain("disk quota exceeded");
});

test("one endless word is cut", () => {
  expect(salient("a".repeat(20_000), 500).length).toBeLessThanOrEqual(500);
});
