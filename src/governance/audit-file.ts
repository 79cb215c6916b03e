import { type FileHandle, mkdir, open } from "node:fs/promises";
import path from "node:path";
import { messageOf, SitrepError } from "../core/errors.ts";
import type { AuditSink } from "./audit.ts";

const NEWLINE = 0x0a;

/**
 * Appends JSON lines to a file, readable by its owner only. Lines are written one after the other; a line that a full disk
 * cut in half is ended before the next one, so that it spoils no line but itself. Throws `setup` when it cannot be written.
 */
export function fileSink(file: string): AuditSink {
  let last: Promise<void> = Promise.resolve();
  return (line) => {
    const written = last
      .then(() => append(file, `${JSON.stringify(line)}\n`))
      .catch((error) => unwritable(file, error));
    last = written.catch(() => {});
    return written;
  };
}

async function append(file: string, line: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await using handle = await open(file, "a+", 0o600);
  await handle.appendFile((await isMidLine(handle)) ? `\n${line}` : line);
}

/** Only what is a file of its own has an end to look at; a pipe or a device has not. */
async function isMidLine(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  if (size === 0) return false;
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] !== NEWLINE;
}

function unwritable(file: string, error: unknown): never {
  throw new SitrepError("setup", `The audit log ${file} cannot be written: ${messageOf(error)}.`, {
    cause: error,
    hint: "Name a writable file with --audit FILE or SITREP_AUDIT, or turn it off with --audit off.",
  });
}
