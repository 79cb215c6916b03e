import { expect, test } from "vitest";
import { bytes, quantity } from "../../src/core/quantity.ts";

test.each([
  ["128Mi", 134_217_728],
  ["1.5Gi", 1_610_612_736],
  ["250m", 0.25],
  ["500M", 500_000_000],
  ["1e3", 1000],
  ["12E", 12e18],
  ["100n", 1e-7],
  ["0", 0],
  [".5", 0.5],
  [2, 2],
])("%s", (text, number) => {
  expect(quantity(text)).toBeCloseTo(number, 10);
});

test.each(["", "much", "128MB", "1 Gi", "0x10", undefined])("%s is no quantity", (text) => {
  expect(quantity(text)).toBeUndefined();
});

test("bytes are told as limits are written", () => {
  expect(bytes(134_217_728)).toBe("128Mi");
  expect(bytes(1_610_612_736)).toBe("1.5Gi");
  expect(bytes(512)).toBe("512");
});
