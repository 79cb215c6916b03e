/** Adds to the list of a key. `Map.groupBy` serves where each item has one key. */
export function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
