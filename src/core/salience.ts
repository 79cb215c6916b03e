import { unwrap } from "./log-envelope.ts";

/** What a pasted trace or log is about stands in lines like these; the frames between them repeat. */
const TELLING =
  /caused by|root cause|\b(?:error|exception|fatal|panic|critical|failed|failure|refused|denied|timed? ?out|oomkilled|not found|cannot|can't|unable)\b|(?:error|exception):/i;
/** A frame of a stack: it says where, which no document knows. */
const FRAME = /^\s*(?:at |\.\.\. \d|File "|goroutine \d|\S+\.go:\d|\d+: 0x)/;
/** A line longer than this is data. */
const MAX_LINE = 400;

/**
 * The part of a long text that says what happened, at most `max` characters: its first line, then what tells an error,
 * then the rest, each in the order of the text. A short text stays as it is.
 */
export function salient(text: string, max: number): string {
  if (text.length <= max) return text;
  const lines = [...new Set(text.split("\n").map((line) => line.trim().slice(0, MAX_LINE)))].filter(Boolean);
  const rank = (line: string, at: number) => (at === 0 ? 0 : FRAME.test(line) ? 3 : TELLING.test(line) ? 1 : 2);
  const ranked = lines.map((line, at) => ({ line, at, rank: rank(line, at) })).sort((a, b) => a.rank - b.rank);
  let left = max;
  const kept = ranked.filter(({ line }) => {
    const fits = line.length + 1 <= left;
    if (fits) left -= line.length + 1;
    return fits;
  });
  const chosen = kept.sort((a, b) => a.at - b.at).map(({ line }) => line);
  return chosen.length > 0 ? chosen.join("\n") : text.trim().slice(0, max);
}

/** Of a pasted log so many lines say what it is about, the last causes among them. */
const MAX_TELLING = 8;
/** So much text of so many lines was pasted. */
const PASTED = { lines: 2, characters: 300 };
/** What a logger leaves before the message: thread, program, and of an event in `kubectl describe` reason, age and who says it. */
const BEFORE: readonly RegExp[] = [
  /^(?:\[[^\]\n]{0,80}\]\s*){1,4}/,
  /^[\w.$]{1,80}\s+-\s+/,
  /^(?:Warning|Normal)\s+/,
  /^\w{3,40}\s+\S{1,12}(?: \(x\d+ over \S{1,12}\))?\s+[a-z][\w-]{2,40}\s{2,}/,
];

/** What a pasted log or trace is about, in the words that a document could have; a question in words stays as it is. */
export function subjectOfPaste(text: string, max: number): string {
  const lines = text.split("\n").map((line) => line.trim().slice(0, MAX_LINE));
  const isPasted = lines.length >= PASTED.lines || text.length > PASTED.characters;
  const telling = isPasted ? lines.filter((line) => TELLING.test(line) && !FRAME.test(line)) : [];
  if (telling.length === 0) return salient(text, max);
  const messages = [...new Set(telling.map(messageOfLine))].filter(Boolean);
  const last = messages.slice(-MAX_TELLING / 2);
  const first = messages.slice(0, MAX_TELLING - last.length);
  return [...new Set([...first, ...last])].join("\n").slice(0, max);
}

function messageOfLine(line: string): string {
  return BEFORE.reduce((rest, part) => rest.replace(part, ""), unwrap(line).message);
}
