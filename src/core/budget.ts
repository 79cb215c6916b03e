/** Characters of JSON or Markdown per token, on the careful side: English prose has about 4, JSON with names and times about 3. */
const CHARACTERS_PER_TOKEN = 3;

/** An upper estimate of what a model will count for this text. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

type Lists = Record<string, unknown>;

/**
 * The output with lists cut from their ends, in the given order, until it fits; what was cut is added to `omitted`.
 * The last resort shortens the longest text. `fits` is asked about whole outputs, the note included.
 */
export function cutToFit<T extends Lists>(output: T, cut: readonly string[], fits: (output: T) => boolean): T {
  let current = output;
  for (const name of cut) {
    if (fits(current)) return current;
    current = cutList(current, name, fits);
  }
  for (let round = 0; round < 12 && !fits(current); round++) current = shortenLongest(current);
  return current;
}

/** Keeps as many items of one list as fit; binary search, because an output is rendered to be measured. */
function cutList<T extends Lists>(output: T, name: string, fits: (output: T) => boolean): T {
  const list = output[name];
  if (!Array.isArray(list) || list.length === 0) return output;
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(keep(output, name, list, middle))) low = middle;
    else high = middle - 1;
  }
  return keep(output, name, list, low);
}

function keep<T extends Lists>(output: T, name: string, list: unknown[], count: number): T {
  if (count >= list.length) return output;
  const note = `${list.length - count} of ${list.length} ${name}: over max_tokens; ask with a larger max_tokens or narrower`;
  return { ...output, [name]: list.slice(0, count), ...noted(output, note) };
}

function noted(output: Lists, note: string): { omitted?: unknown[] } {
  return Array.isArray(output.omitted) ? { omitted: [...output.omitted, note] } : {};
}

/** Halves the longest text anywhere in the output. */
function shortenLongest<T extends Lists>(output: T): T {
  const longest = texts(output).reduce((a, b) => (b.length > a.length ? b : a), "");
  const shorter = `${longest.slice(0, Math.floor(longest.length / 2))}… [cut: over max_tokens]`;
  return replaceText(output, longest, shorter);
}

function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(texts) : [];
}

function replaceText<T>(value: T, from: string, to: string): T;
function replaceText(value: unknown, from: string, to: string): unknown {
  if (value === from) return to;
  if (Array.isArray(value)) return value.map((item) => replaceText(item, from, to));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaceText(item, from, to)]));
}
