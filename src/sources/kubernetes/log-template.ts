/** What varies between two lines that say the same, the longest forms first. */
const VARIABLE: readonly [RegExp, string][] = [
  [/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?/g, "<time>"],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "<uuid>"],
  [/\b0x[0-9a-f]+\b|\b[0-9a-f]{16,64}\b/gi, "<hex>"],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, "<ip>"],
  [/\b\d+(?:\.\d+)?(?:ns|µs|us|ms|s|m|h)\b/g, "<duration>"],
  [/\b\d+(?:\.\d+)?\b/g, "<n>"],
];

/** The line with everything masked that differs from one printing to the next. */
export function templateOf(line: string): string {
  return VARIABLE.reduce((text, [pattern, mask]) => text.replace(pattern, mask), line);
}
