import { redact } from "../core/redact/redact.ts";

/** A line that is rewritten in place on a terminal; silent anywhere else. */
export interface ProgressLine {
  show(text: string): void;
  clear(): void;
}

/** Redraws this often at most. */
const EVERY_MS = 100;

export function progressLine(
  stream: Pick<NodeJS.WriteStream, "isTTY" | "columns" | "write"> = process.stderr,
): ProgressLine {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  let last = 0;
  return {
    show(text) {
      if (Date.now() - last < EVERY_MS) return;
      last = Date.now();
      stream.write(`\r\u001b[K${redact(text).slice(0, stream.columns - 1)}`);
    },
    clear: () => void stream.write("\r\u001b[K"),
  };
}
