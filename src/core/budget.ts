/** Characters of JSON or Markdown per token, on the careful side: English prose has about 4, JSON with names and times about 3. */
const CHARACTERS_PER_TOKEN = 3;

/** An upper estimate of what a model will count for this text. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

export function charactersOf(tokens: number): number {
  return tokens * CHARACTERS_PER_TOKEN;
}

type Lists = Record<string, unknown>;
/** Characters of an output as it leaves: of its JSON or its text, whichever is longer. */
export type Size<T> = (output: T) => number;

/** Smaller and smaller steps of one output until its JSON has at most `room` characters, or there is no further step. */
export function shrinkBySteps<T>(output: T, room: number, smaller: (output: T) => T | undefined): T {
  let current = output;
  while (JSON.stringify(current).length > room) {
    const next = smaller(current);
    if (next === undefined) break;
    current = next;
  }
  return current;
}

/**
 * The output with lists cut from their ends, in the given order, until it has at most `room` characters; what was cut is added
 * to `omitted`. The last resort shortens the longest text.
 */
export function cutToFit<T extends Lists>(output: T, cut: readonly string[], room: number, size: Size<T>): T {
  let current = output;
  for (const name of cut) {
    if (size(current) <= room) return current;
    current = cutList(current, name, room, size);
  }
  for (let round = 0; round < 12 && size(current) > room; round++) current = shortenLongest(current);
  return current;
}

/** Items are measured once. What is too much is taken from the end; an output whose text is longer than its JSON takes another turn. */
function cutList<T extends Lists>(output: T, name: string, room: number, size: Size<T>): T {
  const list = output[name];
  if (!Array.isArray(list)) return output;
  const lengths = list.map((item) => JSON.stringify(item).length + 1);
  let [current, count] = [output, list.length];
  for (let over = size(current) - room; over > 0 && count > 0; over = size(current) - room) {
    for (; over > 0 && count > 0; count--) over -= lengths[count - 1] ?? 0;
    current = keep(output, name, list, count);
  }
  return current;
}

function keep<T extends Lists>(output: T, name: string, list: unknown[], count: number): T {
  if (count >= list.length) return output;
  const note = `${list.length - count} of ${list.length} ${name}: over max_tokens; ask with a larger max_tokens or narrower`;
  return { ...output, [name]: list.slice(0, count), ...noted(output, note) };
}

function noted(output: Lists, note: string): { omitted?: unknown[] } {
  return Array.isArray(output.omitted) ? { omitted: [...output.omitted, note] } : {};
}

/** Halves the longest text anywhere in the output, but for the last line that says what was left out. */
function shortenLongest<T extends Lists>(output: T): T {
  const note = Array.isArray(output.omitted) ? output.omitted.at(-1) : undefined;
  const others = texts(output).filter((text) => text !== note);
  const longest = others.reduce((a, b) => (b.length > a.length ? b : a), "");
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
