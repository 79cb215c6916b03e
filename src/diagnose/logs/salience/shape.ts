/** A time before the line, as container runtimes and loggers write it. */
const STAMP = /^\s*\[?\d{4}[-/]\d\d[-/]\d\d[T ][\d:.,+Z-]{8,24}\]?\s?/;

/** Frames of a stack, source lines in them, their headings, and what only decorates. */
const FRAME = new RegExp(
  [
    String.raw`^\s+at [\w$.<[(/]`,
    String.raw`^\s*File "[^"]{1,200}", line \d`,
    String.raw`^\s*\.\.\. \d+ (?:more|common)`,
    String.raw`^goroutine \d+ \[`,
    "^created by ",
    String.raw`^\s*(?:Traceback \(most recent|Stack ?trace:?$)`,
    String.raw`^\s*(?:raise|return|throw|lambda|await|yield|except|try:|if|for|with|def|self\.)(?=[\s(.]|$)[^:]{0,200}$`,
    String.raw`^\s*[\w.$*/()]{1,160}\([^)"=]{0,200}\)$`,
    String.raw`^\s*[\w./@-]{1,200}\.(?:go|py|rb|js|ts|c|cc|cpp|rs|java|erl|ex|exs):\d+(?: \+0x[0-9a-f]+)?$`,
    String.raw`^\s*\d+: +0x[0-9a-f]{6,16}`,
    String.raw`^\s*\^[~^]*$`,
    String.raw`^[\s*=#~_+.-]*$`,
  ].join("|"),
);
/** An error that bears its name: `redis.exceptions.ConnectionError: …`, `PG::UndefinedTable: …`. */
const NAMED =
  /^\s*(?:[\w$]{1,60}(?:\.|::))*[A-Z]?[\w$]{0,60}(?:Error|Exception|Failure|Fault|Panic|Interrupt)(?: \[\w{1,60}\])?: \S/;
/** The program ends with it, whatever it had logged before. */
const UNCAUGHT =
  /^\s*(?:panic: |fatal error: |thread '[^']{0,80}' panicked|(?:PHP )?Fatal error: |Uncaught |Unhandled (?:exception|promise)|terminate called after|Exception in thread )/i;
const CAUSED_BY = /^\s*(?:Caused by|Root cause|Cause|---> |\[cause\])[: ]/;

/** Headings, and the JVM's report of its own crash. */
const COMMENT = /^\s*#\s/;

export type Shape = "frame" | "comment" | "uncaught" | "named-error" | "caused-by" | "plain";

/** What part of a report of an error the line is. */
export function shapeOf(line: string): Shape {
  const text = line.slice(0, 400).replace(STAMP, "");
  if (UNCAUGHT.test(text)) return "uncaught";
  if (CAUSED_BY.test(text)) return "caused-by";
  if (NAMED.test(text)) return "named-error";
  if (COMMENT.test(text)) return "comment";
  return FRAME.test(text) ? "frame" : "plain";
}
