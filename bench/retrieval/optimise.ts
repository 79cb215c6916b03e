/** Sum of losses' slopes at a point, and how many losses there are. */
export type Slope = (at: Float64Array) => { slope: Float64Array; count: number };

const STEPS = 200;
const RATE = 0.15;

/** Gradient descent as Adam does it (Kingma and Ba 2015). `atLeast` is the lower bound of every value. */
export function minimise(start: Float64Array, slopeAt: Slope, atLeast = Number.NEGATIVE_INFINITY): Float64Array {
  const at = start.slice();
  const mean = new Float64Array(at.length);
  const square = new Float64Array(at.length);
  for (let step = 1; step <= STEPS; step++) {
    const { slope, count } = slopeAt(at);
    for (let i = 0; i < at.length; i++) {
      const g = (slope[i] ?? 0) / count;
      mean[i] = 0.9 * (mean[i] ?? 0) + 0.1 * g;
      square[i] = 0.999 * (square[i] ?? 0) + 0.001 * g * g;
      const size = Math.sqrt((square[i] ?? 0) / (1 - 0.999 ** step)) + 1e-8;
      at[i] = Math.max(atLeast, (at[i] ?? 0) - (RATE * (mean[i] ?? 0)) / (1 - 0.9 ** step) / size);
    }
  }
  return at;
}

/** The sum of products. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
