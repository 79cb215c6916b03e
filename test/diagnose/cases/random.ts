/** Numbers in [0, 1), the same in every run: mulberry32. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The list in an order that the seed alone decides. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const next = random(seed);
  const order = list.map((item) => ({ item, at: next() }));
  return order.sort((a, b) => a.at - b.at).map(({ item }) => item);
}
