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
