import { traceOf } from "../core/errors.ts";
import { wantsColour } from "./print/paint.ts";

/** What a person sees the output on. */
export interface Screen {
  /** Characters a line; `undefined` when the output goes to a pipe or file. */
  columns: number | undefined;
  colour: boolean;
}

/** Where a command reads its surroundings from and writes to. */
export interface Terminal {
  /** A pipe when not given. */
  screen?: Screen;
  env: Record<string, string | undefined>;
  cwd: string;
  out: (text: string) => void;
  err: (text: string) => void;
}

export function screenOf({ screen = { columns: undefined, colour: false } }: Terminal): Screen {
  return screen;
}

/**
 * The terminal of this process. A reader that has seen enough (`| head`) is no error: what is still written goes nowhere,
 * and the command ends in order, with its exit code and its line in the audit log. To exit at once would tear down the
 * embedding runtime's threads while they compute, which aborts the process.
 */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  process.on("uncaughtException", crash);
  const { isTTY, columns } = process.stdout;
  return {
    screen: { columns: isTTY ? columns : undefined, colour: wantsColour(process.env, isTTY) },
    env: process.env,
    cwd: process.cwd(),
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
  };
}

/** Ends as Node would, rejections that nobody awaited included; its words may quote what others wrote. */
function crash(error: unknown): void {
  process.stderr.write(`sitrep: internal error: ${traceOf(error)}\n`);
  process.exit(1);
}
