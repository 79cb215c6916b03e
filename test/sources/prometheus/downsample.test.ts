import fc from "fast-check";
import { expect, test } from "vitest";
import { bins, summarise, thin } from "../../../src/sources/prometheus/downsample.ts";

const course = (values: number[]) => values.map((n, i): [number, number] => [i * 15, n]);

test("thinning keeps the bound, the order and every extreme", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 500 }),
      fc.integer({ min: 1, max: 60 }),
      (values, half) => {
        const points = course(values);
        const kept = thin(points, half * 2);
        const numbers = kept.map(([, n]) => n);
        expect(kept.length).toBeLessThanOrEqual(half * 2);
        expect(Math.max(...numbers)).toBe(Math.max(...values));
        expect(Math.min(...numbers)).toBe(Math.min(...values));
        expect(kept).toEqual(points.filter((point) => kept.includes(point)));
      },
    ),
  );
});

test.each([
  [[1, 1, 1, 1, 1, 1], "flat"],
  [[1, 2, 3, 4, 5, 6], "rising"],
  [[0, 0, 0, 0, 8, 9], "rising"],
  [[90, 80, 60, 30, 20, 10], "falling"],
  [[100, 101, 99, 100, 101, 100], "flat"],
  [[0, 0, 9, 0, 0, 0], "spiking"],
  [[5], "flat"],
])("%j is %s", (values, trend) => {
  expect(summarise(course(values))?.trend).toBe(trend);
});

test("no finite sample gives no summary, and gaps stay gaps", () => {
  expect(summarise(course([Number.NaN, Number.POSITIVE_INFINITY]))).toBeUndefined();
  expect(
    bins(
      [
        [0, 1],
        [10, 3],
        [100, 5],
      ],
      4,
    ),
  ).toEqual([2, undefined, undefined, 5]);
});
