import type { LogLine, LogStream } from "../../core/observation.ts";

/** An error that nobody handled, with which a log ends. */
export interface DeadEnd {
  line: LogLine;
  /** What it comes down to: the last `Caused by`, or the line itself. */
  root: LogLine;
}

/** How runtimes print what ended a thread: JVM, Python, Rust, .NET, Ruby. */
const UNHANDLED =
  /Exception in thread "[^"]{1,80}"|Exception in thread Thread-|^thread '[^']{1,80}' panicked at|Unhandled exception\.|^Traceback \(most recent call last\)|terminated with exception \(report_on_exception is true\)/;
/** Frames, causes, and the message of the exception itself. */
const TRACE =
  /^\s|^Caused by: |^During handling of|^The above exception|^\.{3} \d+ more|^[\w.$]{1,120}(?:Exception|Error)\b|^\s*$|^note: |^Suppressed: /;
/** Lines of a trace at most. */
const MOST = 300;

/** Where a log stops with such a trace and says nothing more. */
export function deadEndOf({ lines }: LogStream): DeadEnd | undefined {
  const from = Math.max(0, lines.length - MOST);
  for (let i = lines.length - 1; i >= from; i--) {
    const line = lines[i];
    if (!line) return undefined;
    if (UNHANDLED.test(line.text)) {
      const after = lines.slice(i + 1);
      const root = after.findLast(({ text }) => /^Caused by: /.test(text)) ?? said(line, after);
      return { line, root };
    }
    if (!TRACE.test(line.text)) return undefined;
  }
  return undefined;
}

/** Python names the exception below its frames, the others in the first line. */
function said(line: LogLine, after: readonly LogLine[]): LogLine {
  return line.text.startsWith("Traceback") ? (after.findLast(({ text }) => /^\S/.test(text)) ?? line) : line;
}
