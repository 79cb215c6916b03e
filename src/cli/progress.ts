import { redact } from "../core/redact/redact.ts";

/** A line that is rewritten in place on a terminal; silent anywhere else. */
export interface ProgressLine {
  show(text: string): void;
  clear(): void;
}

/** Redraws this often at most. */
const EVERY_MS = 100;
/** What takes longer is told to be waited for. */
const SLOW_MS = 1_000;

/** `what` is waited for as long as nothing better is shown. */
export function progressLine(
  what: string,
  stream: Pick<NodeJS.WriteStream, "isTTY" | "columns" | "write"> = process.stderr,
): ProgressLine {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  const began = Date.now();
  let [said, last] = [what, 0];
  const draw = (text: string) => stream.write(`\r\u001b[K${redact(text).slice(0, stream.columns - 1)}`);
  const waiting = setInterval(() => draw(`${Math.round((Date.now() - began) / 1000)} s  ${said}`), SLOW_MS);
  waiting.unref();
  return {
    show(text) {
      said = text;
      if (Date.now() - last < EVERY_MS) return;
      last = Date.now();
      draw(text);
    },
    clear() {
      clearInterval(waiting);
      stream.write("\r\u001b[K");
    },
  };
}
