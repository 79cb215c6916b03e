import fc from "fast-check";
import { expect, test } from "vitest";
import { recent, shiftOf } from "../../../src/diagnose/metrics/shift.ts";
import { course } from "../metering.ts";

test("a level that moved is found where it moved, also late in the window", () => {
  for (const minutes of [40, 15, 5]) {
    const shift = shiftOf(course(0.01, 0.4, minutes));
    expect(shift?.before).toBeCloseTo(0.01, 2);
    expect(shift?.after).toBeCloseTo(0.4, 1);
    expect((Date.parse("2026-06-01T02:00:00Z") - (shift?.at ?? 0)) / 60_000).toBeCloseTo(minutes, 0);
  }
});

test("a fall is a shift as well", () => {
  expect(shiftOf(course(50, 2))?.after).toBeLessThan(3);
});

test("noise, a spike that is over, and too few points are none", () => {
  expect(shiftOf(course(0.3))).toBeUndefined();
  const spike = course(1).map(([at, value], i): [number, number] => [at, i > 20 && i < 26 ? 40 : value]);
  expect(shiftOf(spike)).toBeUndefined();
  expect(shiftOf(course(1, 9).slice(-4))).toBeUndefined();
});

test("a constant series has no shift, whatever its value", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 0, max: 200 }), (value, n) => {
      const points = Array.from({ length: n }, (_, i): [number, number] => [i * 60, value]);
      expect(shiftOf(points)).toBeUndefined();
      expect(recent(points)).toBe(n === 0 ? undefined : value);
    }),
  );
});
