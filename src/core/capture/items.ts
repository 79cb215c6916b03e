const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPEN = new Set([0x7b, 0x5b]);
const CLOSE = new Set([0x7d, 0x5d]);
/** What may stand between items. */
const BETWEEN = new Set([0x2c, 0x20, 0x0a, 0x0d, 0x09]);
const ITEMS = Buffer.from('"items"');

/**
 * The objects of a list, one by one: of `[…]`, or of the `items` of `{…}`. A list that is too large to parse as a whole, or
 * that breaks off, still has those before; what does not parse is `undefined`.
 */
export function* itemsIn(list: Buffer): Generator<unknown> {
  const first = list.findIndex((byte) => !BETWEEN.has(byte));
  const from = list[first] === 0x5b ? first : list.indexOf(0x5b, list.indexOf(ITEMS));
  if (first === -1 || from === -1) return;
  for (let at = from + 1; at < list.length; at++) {
    if (BETWEEN.has(list[at] ?? 0)) continue;
    if (list[at] === 0x5d) return;
    const end = endOf(list, at);
    yield parsed(list.subarray(at, end));
    at = end - 1;
  }
}

/** Where the value that begins here ends. */
function endOf(list: Buffer, from: number): number {
  let depth = 0;
  for (let at = from; at < list.length; at++) {
    const byte = list[at] ?? 0;
    if (byte === QUOTE) at = endOfText(list, at);
    else if (OPEN.has(byte)) depth++;
    else if (CLOSE.has(byte) && --depth === 0) return at + 1;
    else if (depth === 0 && (byte === 0x2c || CLOSE.has(byte))) return at;
    if (depth === 0 && byte === QUOTE) return at + 1;
  }
  return list.length;
}

function endOfText(list: Buffer, from: number): number {
  let at = list.indexOf(QUOTE, from + 1);
  while (at !== -1 && isEscaped(list, at)) at = list.indexOf(QUOTE, at + 1);
  return at === -1 ? list.length : at;
}

function isEscaped(list: Buffer, at: number): boolean {
  let slashes = 0;
  while (list[at - 1 - slashes] === BACKSLASH) slashes++;
  return slashes % 2 === 1;
}

function parsed(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString("utf8"));
  } catch {
    return undefined; // the caller counts it
  }
}
