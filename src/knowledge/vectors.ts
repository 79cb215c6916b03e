/** Vectors in 8 bits, row by row. Cosines do not need their scale, only their direction. */
export interface Vectors {
  dimensions: number;
  values: Int8Array;
  /** 1 / length of each row. */
  inverse: Float32Array;
}

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
  return { dimensions, values, inverse };
}

/** Cosine of the query (unit length) with one row. */
export function cosine({ dimensions, values, inverse }: Vectors, row: number, query: Float32Array): number {
  let sum = 0;
  for (let i = 0, at = row * dimensions; i < dimensions; i++, at++) sum += (values[at] ?? 0) * (query[i] ?? 0);
  return sum * (inverse[row] ?? 0);
}

/** Cosines of the query (unit length) with every row. */
export function cosines(vectors: Vectors, query: Float32Array): Float32Array {
  return Float32Array.from(vectors.inverse, (_, row) => cosine(vectors, row, query));
}

/** The direction between the rows `from` to `to` (end excluded), each counted alike; written to `into`. */
export function meanDirection(
  { dimensions, values, inverse }: Vectors,
  from: number,
  to: number,
  into: Int8Array,
): void {
  const sum = new Float32Array(dimensions);
  for (let row = from; row < to; row++) {
    const scale = inverse[row] ?? 0;
    for (let i = 0; i < dimensions; i++) sum[i] = (sum[i] ?? 0) + (values[row * dimensions + i] ?? 0) * scale;
  }
  const largest = sum.reduce((max, value) => Math.max(max, Math.abs(value)), 0) || 1;
  for (let i = 0; i < dimensions; i++) into[i] = Math.round(((sum[i] ?? 0) * 127) / largest);
}
