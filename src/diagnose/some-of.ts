/** `"a, b, c and 4 more"`: the first few of a list, for a sentence. */
export function someOf(items: readonly string[], max = 3): string {
  const more = items.length - max;
  return more > 0 ? `${items.slice(0, max).join(", ")} and ${more} more` : items.join(", ");
}
