/** Vectors in 8 bits, row by row. Cosines do not need their scale, only their direction. */
export interface Vectors {
  dimensions: number;
  values: Int8Array;
  /** 1 / length of each row. */
  inverse: Float32Array;
  /** What all rows have in common, and 1 / length of each unit row without it. */
  centre: Float64Array;
  apart: Float32Array;
}

/** As many rows that say nothing are counted in the centre: a few documents have more in common than their model's habits. */
const UNSAID = 100;

/** Rows as they are stored: each divided by its largest component, times 127. Loses less than 0.001 of a cosine. */
export function quantise(rows: readonly Float32Array[]): Uint8Array {
  const bytes = rows.map((row) => {
    const scale = 127 / (row.reduce((max, value) => Math.max(max, Math.abs(value)), 0) || 1);
    return new Uint8Array(Int8Array.from(row, (value) => Math.round(value * scale)).buffer);
  });
  return new Uint8Array(Buffer.concat(bytes));
}

export function vectorsOf(values: Int8Array, dimensions: number): Vectors {
  const rows = values.length / dimensions;
  const inverse = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let i = row * dimensions; i < (row + 1) * dimensions; i++) sum += (values[i] ?? 0) ** 2;
    inverse[row] = 1 / (Math.sqrt(sum) || 1);
  }
  const rowsOnly = { dimensions, values, inverse };
  const centre = centreOf(rowsOnly);
  const common = centre.reduce((sum, value) => sum + value * value, 0);
  const apart = inverse.map((_, row) => 1 / Math.sqrt(Math.max(LEAST, 1 - 2 * cosine(rowsOnly, row, centre) + common)));
  return { ...rowsOnly, centre, apart };
}

type Rows = Pick<Vectors, "dimensions" | "values" | "inverse">;

/** Below this a squared length is nothing but rounding. */
const LEAST = 1e-6;

function centreOf({ dimensions, values, inverse }: Rows): Float64Array {
  const sum = new Float64Array(dimensions);
  for (let row = 0, at = 0; row < inverse.length; row++) {
    const scale = inverse[row] ?? 0;
    for (let i = 0; i < dimensions; i++, at++) sum[i] = (sum[i] ?? 0) + (values[at] ?? 0) * scale;
  }
  return sum.map((value) => Math.fround(value / (inverse.length + UNSAID)));
}

/** Cosine of the query (unit length) with one row. */
export function cosine({ dimensions, values, inverse }: Rows, row: number, query: Float64Array): number {
  return product(values, row * dimensions, query) * (inverse[row] ?? 0);
}

/** The time of a search goes here: one kind of array for all callers, and four sums that do not wait for each other. */
function product(values: Int8Array, start: number, query: Float64Array): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = 0, at = start; i < query.length; i += 4, at += 4) {
    a += (values[at] ?? 0) * (query[i] ?? 0);
    b += (values[at + 1] ?? 0) * (query[i + 1] ?? 0);
    c += (values[at + 2] ?? 0) * (query[i + 2] ?? 0);
    d += (values[at + 3] ?? 0) * (query[i + 3] ?? 0);
  }
  return a + b + c + d;
}

/** A query (unit length) without what the rows have in common: what sets it apart, again of unit length. */
export function apartFrom({ centre }: Vectors, query: Float32Array): Float64Array {
  const rest = Float64Array.from(query, (value, i) => value - (centre[i] ?? 0));
  const length = Math.hypot(...rest) || 1;
  return rest.map((value) => value / length);
}

/** Cosine of what sets the query apart with what sets each row apart: what all texts of a trade share tells nothing. */
export function centredCosines(vectors: Vectors, apart: Float64Array): (row: number) => number {
  const common = vectors.centre.reduce((sum, value, i) => sum + value * (apart[i] ?? 0), 0);
  return (row) => (cosine(vectors, row, apart) - common) * (vectors.apart[row] ?? 0);
}

/** The direction between the rows `from` to `to` (end excluded), each counted alike; written to `into`. */
export function meanDirection({ dimensions, values, inverse }: Rows, from: number, to: number, into: Int8Array): void {
  const sum = new Float32Array(dimensions);
  for (let row = from; row < to; row++) {
    const scale = inverse[row] ?? 0;
    for (let i = 0; i < dimensions; i++) sum[i] = (sum[i] ?? 0) + (values[row * dimensions + i] ?? 0) * scale;
  }
  const largest = sum.reduce((max, value) => Math.max(max, Math.abs(value)), 0) || 1;
  for (let i = 0; i < dimensions; i++) into[i] = Math.round(((sum[i] ?? 0) * 127) / largest);
}
