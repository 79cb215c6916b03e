import { open, readFile, rename, stat, unlink } from "node:fs/promises";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

/** Nobody holds it for longer than some writes take; after this its holder is taken for dead, wherever it ran. */
const STALE_MS = 10_000;
const WAIT_MS = 5;
/** Throws after this. */
const MAX_WAIT_MS = 15_000;

/**
 * Runs work while no other process of this user does, by a file beside what is guarded. A holder that was killed is noticed: on
 * this host by its process, elsewhere by time.
 */
export async function withFileLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const me = `${hostname()} ${process.pid}`;
  const until = performance.now() + MAX_WAIT_MS;
  while (!(await taken(file, me))) {
    if (performance.now() > until) throw new Error(`${file} is held by another process`);
    if (await isDead(file)) await clear(file);
    else await sleep(WAIT_MS * (1 + Math.random()));
  }
  try {
    return await work();
  } finally {
    await unlink(file);
  }
}

async function taken(file: string, me: string): Promise<boolean> {
  try {
    await using handle = await open(file, "wx", 0o600);
    await handle.writeFile(me);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

async function isDead(file: string): Promise<boolean> {
  const [holder, age] = await Promise.all([
    readFile(file, "utf8").catch(() => ""),
    stat(file).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    ),
  ]);
  const [host, pid] = holder.split(" ");
  return age > STALE_MS || (host === hostname() && pid !== undefined && !isAlive(Number(pid)));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** Of several that find it dead, one moves it away. Who moves one that is alive by then, puts it back. */
async function clear(file: string): Promise<void> {
  const aside = `${file}.${process.pid}`;
  await rename(file, aside).catch(() => undefined);
  if (await isDead(aside)) await unlink(aside).catch(() => undefined);
  else await rename(aside, file).catch(() => undefined);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
