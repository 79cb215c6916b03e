import { chmod, type FileHandle, mkdir, open, readFile, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { messageOf, SitrepError } from "../core/errors.ts";
import { jsonIn } from "../core/json-in.ts";
import type { AuditSink } from "./audit.ts";
import { chain, chainedIn, type Head, START, sha256, type Unchained } from "./audit-chain.ts";
import { headFile, nextSealed, sealedOf } from "./audit-segments.ts";
import { withFileLock } from "./file-lock.ts";

/** A segment of this size is sealed, and a new one begins. */
const MAX_SEGMENT = 64 * 1024 * 1024;
/** More than any record has. */
const TAIL = 256 * 1024;
const NEWLINE = 0x0a;

/**
 * Appends records to a file, readable by its owner only, each chained to the one before, whichever process wrote that. A line
 * that a full disk or a kill cut in half is ended before the next one, which vouches for it. Throws `setup` when it cannot be
 * written. A record is kept when this resolves, also when the process is killed; not when the machine loses power.
 */
export function fileSink(file: string, maxSegment = MAX_SEGMENT): AuditSink {
  let waiting: Record<string, unknown>[] = [];
  let batch: Promise<void> | undefined;
  let writing: Promise<void> = Promise.resolve();
  const writer = writerOf(file, maxSegment);
  /** What comes while others are written is written together. */
  return (line) => {
    waiting.push(line);
    batch ??= writing.then(async () => {
      const lines = waiting;
      waiting = [];
      batch = undefined;
      await writer(lines);
    });
    const written = batch.catch((error: unknown) => unwritable(file, error));
    writing = batch.catch(() => {});
    return written;
  };
}

type Write = (lines: readonly Record<string, unknown>[]) => Promise<void>;

function writerOf(file: string, maxSegment: number): Write {
  let seen: { head: Head; version: string } | undefined;
  let piped = START;
  return async (lines) => {
    await mkdir(path.dirname(file), { recursive: true });
    if (!(await isOrdinary(file))) {
      piped = await append(file, lines, { head: piped });
      return;
    }
    await withFileLock(`${file}.lock`, async () => {
      await seal(file, maxSegment);
      const end = seen?.version === (await versionOf(file)) ? seen : await endOf(file);
      seen = undefined;
      const head = await append(file, lines, end);
      await replace(headFile(file), JSON.stringify(head));
      seen = { head, version: await versionOf(file) };
    });
  };
}

/** A pipe or a device keeps nothing that could be read again: its chain begins with the process. */
async function isOrdinary(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found === undefined || found.isFile();
}

async function versionOf(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  return found ? `${found.ino} ${found.size} ${found.mtimeMs}` : "";
}

interface End {
  head: Head;
  unchained?: Unchained | undefined;
  /** The last line is not ended. */
  midLine?: boolean;
}

async function append(file: string, lines: readonly Record<string, unknown>[], end: End): Promise<Head> {
  let { head } = end;
  const texts = lines.map((line, i) => {
    const next = chain(line, head, i === 0 ? end.unchained : undefined);
    head = next.head;
    return `${next.text}\n`;
  });
  await using handle = await open(file, "a", 0o600);
  await handle.appendFile(`${end.midLine ? "\n" : ""}${texts.join("")}`);
  return head;
}

async function seal(file: string, maxSegment: number): Promise<void> {
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  if (size < maxSegment) return;
  const sealed = nextSealed(file, await sealedOf(file));
  await rename(file, sealed);
  await chmod(sealed, 0o400);
}

/** Where the log ends. What is cut off from its end does not begin the chain anew: the head file still says how far it was. */
async function endOf(file: string): Promise<End> {
  const own = await tailOf(file);
  const before = own.head ?? (await tailOf((await sealedOf(file)).at(-1) ?? "")).head ?? START;
  const told = await headOf(file);
  const head = told && told.seq > before.seq ? told : before;
  return { head, unchained: own.unchained, midLine: own.midLine };
}

/** What the head file says; `undefined` when it is not there, or is none. */
export async function headOf(file: string): Promise<Head | undefined> {
  return jsonIn(HeadFile, await readFile(headFile(file), "utf8").catch(() => ""));
}
const HeadFile = z.object({ seq: z.int().positive(), hash: z.string() });

async function tailOf(file: string): Promise<Partial<End> & { midLine: boolean }> {
  const handle = await open(file, "r").catch(() => undefined);
  if (!handle) return { midLine: false };
  try {
    const { size } = await handle.stat();
    const quick = size > TAIL ? endIn(await lastOf(handle, size, TAIL)) : undefined;
    return quick?.head && !quick.unchained ? quick : endIn(await handle.readFile());
  } finally {
    await handle.close();
  }
}

async function lastOf(handle: FileHandle, size: number, bytes: number): Promise<Buffer> {
  const { buffer } = await handle.read(Buffer.alloc(bytes), 0, bytes, size - bytes);
  return buffer.subarray(buffer.indexOf(NEWLINE) + 1);
}

function endIn(data: Buffer): Partial<End> & { midLine: boolean } {
  const midLine = data.length > 0 && data.at(-1) !== NEWLINE;
  let to = data.length;
  while (to > 0) {
    const from = to < 2 ? 0 : data.lastIndexOf(NEWLINE, to - 2) + 1;
    const ended = data[to - 1] === NEWLINE;
    const record = ended ? chainedIn(data.toString("utf8", from, to - 1)) : undefined;
    if (record) return { head: record, midLine, ...vouched(data.subarray(to), midLine) };
    to = from;
  }
  return { midLine, ...vouched(data, midLine) };
}

/** The bytes as they are once the last line is ended. */
function vouched(rest: Buffer, midLine: boolean): Pick<End, "unchained"> {
  if (rest.length === 0) return {};
  const bytes = midLine ? Buffer.concat([rest, Buffer.from("\n")]) : rest;
  return { unchained: { bytes: bytes.length, sha256: sha256(bytes) } };
}

async function replace(file: string, text: string): Promise<void> {
  const next = `${file}.new`;
  await writeFile(next, text, { mode: 0o600 });
  await rename(next, file);
}

function unwritable(file: string, error: unknown): never {
  throw new SitrepError("setup", `The audit log ${file} cannot be written: ${messageOf(error)}.`, {
    cause: error,
    hint: "Name a writable file with --audit FILE or SITREP_AUDIT, or turn it off with --audit off.",
  });
}
