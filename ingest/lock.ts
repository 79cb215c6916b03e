import { execFile } from "node:child_process";
import { mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { z } from "zod";
import { messageOf, SitrepError } from "../src/core/errors.ts";

/** Who holds the lock. Process ids are used again, so the start time belongs to the identity. */
const Holder = z.object({ host: z.string(), pid: z.int(), started: z.string() });
type Holder = z.infer<typeof Holder>;

const run = promisify(execFile);
/** A take-over lasts milliseconds; one older than this was killed in the middle of it. */
const TAKE_OVER_MS = 5_000;
const POLL_MS = 100;

/**
 * Makes this process the one writer of the index; throws `unavailable` while another one is. The lock of a process that
 * died is taken over. Limit: on a shared disk, the lock of a dead process on another machine has to be deleted by hand.
 */
export async function lockIndex(dir: string): Promise<AsyncDisposable> {
  await mkdir(dir, { recursive: true }).catch((error) => {
    throw notWritable(dir, error);
  });
  const file = path.join(dir, "writer.lock");
  const me = JSON.stringify({
    host: hostname(),
    pid: process.pid,
    started: await startOf(process.pid),
  } satisfies Holder);
  if (!(await create(file, me))) await takeOver(file, me);
  return {
    async [Symbol.asyncDispose]() {
      if ((await readText(file)) === me) await rm(file, { force: true });
    },
  };
}

async function create(file: string, text: string): Promise<boolean> {
  try {
    const handle = await open(file, "wx");
    await handle.writeFile(text);
    await handle.close();
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw notWritable(path.dirname(file), error);
  }
}

function notWritable(dir: string, cause: unknown): SitrepError {
  return new SitrepError("setup", `The index folder ${dir} cannot be written: ${messageOf(cause)}.`, {
    cause,
    hint: "Name another with --index DIR or SITREP_INDEX.",
  });
}

/** Replaces the lock of a dead process. Only one process at a time may look and replace, or two would each replace the other's. */
async function takeOver(file: string, me: string): Promise<void> {
  const guard = `${file}.take-over`;
  await claim(guard, me);
  try {
    const text = await readText(file);
    const holder = parse(text);
    if (text !== undefined && holder && (await isAlive(holder)))
      throw held(`process ${holder.pid} on ${holder.host} is writing it`);
    await writeFile(`${guard}.new`, me);
    await rename(`${guard}.new`, file);
  } finally {
    await rm(guard, { force: true });
  }
}

/** Waits for a take-over that goes on, or until it is plain that it was killed. */
async function claim(guard: string, me: string): Promise<void> {
  for (let waited = 0; !(await create(guard, me)); waited += POLL_MS) {
    if (waited > 2 * TAKE_OVER_MS) throw held("other processes are taking it over");
    const age = await stat(guard).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > TAKE_OVER_MS) await rm(guard, { force: true });
    else await sleep(POLL_MS);
  }
}

function held(by: string): SitrepError {
  return new SitrepError("unavailable", `The index is being written: ${by}.`, {
    hint: "Wait until it has finished, then run it again.",
  });
}

async function readText(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}

/** A lock that cannot be read was cut off by a crash while it was written. */
function parse(text: string | undefined): Holder | undefined {
  try {
    return Holder.parse(JSON.parse(text ?? ""));
  } catch {
    return undefined;
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  if (holder.host !== hostname()) return true;
  return (await startOf(holder.pid)) === holder.started;
}

/** When a process started, as the system writes it; `""` when it does not run (any more). */
async function startOf(pid: number): Promise<string> {
  try {
    if (process.platform === "linux") {
      const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).replace(/^.*\) /s, "").split(" ");
      // proc(5): field 22, counted here from field 3; a zombie writes nothing any more.
      return fields[0] === "Z" ? "" : (fields[19] ?? "");
    }
    return (await run("ps", ["-o", "lstart=", "-p", String(pid)])).stdout.trim();
  } catch {
    return isRunning(pid) ? "running" : "";
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
