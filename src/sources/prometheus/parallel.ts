/** Queries in flight: a server runs 20 at once, for everybody. */
const PARALLEL = 6;

/** Keeps `PARALLEL` of them going; results are in the order of the items. */
export async function inParallel<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const work = async () => {
    for (const [i, item] of queue) results[i] = await run(item);
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  return results;
}
