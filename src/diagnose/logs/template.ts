/** A line with what varies from one occurrence to the next masked, so that equal lines can be counted. */
export function templateOf(text: string): string {
  let out = text.length > 600 ? text.slice(0, 600) : text;
  for (const [pattern, mask] of MASKS) out = out.replace(pattern, mask);
  return out.replace(NUMBER, (all, told: string | undefined) => (told ? all : "<n>")).trim();
}

export interface Template {
  template: string;
  count: number;
  /** Indexes of the first and the last line like this. */
  first: number;
  last: number;
}

/** Templates of the lines, the most frequent first. */
export function countTemplates(lines: readonly { text: string }[]): Template[] {
  const byTemplate = new Map<string, Template>();
  for (const [i, { text }] of lines.entries()) {
    const template = templateOf(text);
    const known = byTemplate.get(template);
    if (known) {
      known.count++;
      known.last = i;
    } else byTemplate.set(template, { template, count: 1, first: i, last: i });
  }
  return [...byTemplate.values()].sort((a, b) => b.count - a.count || a.first - b.first);
}

/** A number, unless a word before it says that it tells causes apart, or it is a port or in parentheses as errno is. */
const NUMBER =
  /((?:status|code|errno|error|port|exit|signal|HTTP)["']?[\s=:#(]{1,3})?(?<![\w.(]|\w:|>:)-?\d+(?:\.\d+)?(?![\w)])/gi;

/** Specific first. */
const MASKS: readonly [RegExp, string][] = [
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what is removed
  [/\u001b\[[0-9;]*m/g, ""],
  [/\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?Z| ?[+-]\d\d:?\d\d)?/g, "<time>"],
  [/\b[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d\b/g, "<time>"],
  [/\b([IWEF])\d{4} \d\d:\d\d:\d\d\.\d+/g, "$1<time>"],
  [/\b\d\d:\d\d:\d\d(?:[.,]\d+)?\b/g, "<time>"],
  [/\b1[4-9]\d{8}(?:\.\d+|\d{3}|\d{6}|\d{9})?\b/g, "<time>"],
  [/\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b/g, "<uuid>"],
  [/\b0x[0-9a-fA-F]+\b|@[0-9a-f]{5,16}\b/g, "<hex>"],
  [/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{12,64}\b/g, "<hex>"],
  [/\?[^\s"']{1,400}/g, "?<query>"],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, "<ip>"],
  [/(<ip>:)(?:3[2-9]\d{3}|[4-6]\d{4})\b/g, "$1<port>"],
  [/-[a-f0-9]{8,10}-[a-z0-9]{5}\b/g, "-<pod>"],
  [/\b\d+(?:\.\d+)?(?:ns|µs|us|ms|s|m|h)\b/g, "<duration>"],
  [/\b\d+(?:\.\d+)?\s?(?:[KMGT]i?B?|bytes)\b/g, "<size>"],
  [/\b(?:pool-\d+-thread|exec|worker|goroutine|conn|pid)[-: =]?\d+\b/g, "<thread>"],
  [/\s+/g, " "],
];
