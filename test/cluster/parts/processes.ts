import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type Cluster, inside } from "./cluster.ts";
import { unlessGone } from "./gone.ts";
import { waitFor } from "./wait.ts";

/** A recorded process: the start time tells it from a stranger that got the same id later. */
interface Recorded {
  pid: number;
  startTime: string;
}

/** Starts a program in the background. Its output goes to `log/NAME.log`, its id to `pid/NAME`. */
export function start(
  cluster: Cluster,
  name: string,
  file: string,
  args: readonly string[],
  cwd = cluster.folder,
): void {
  const log = openSync(logOf(cluster, name), "a");
  const child = spawn(file, args, { cwd, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  if (child.pid === undefined) throw new Error(`${name} does not start: is ${file} installed? (npm run cluster:build)`);
  child.unref();
  writeFileSync(pidFile(cluster, name), JSON.stringify({ pid: child.pid, startTime: startTime(child.pid) ?? "" }));
}

/** Waits for a program that was just started; its death ends the wait at once. */
export async function ready(
  cluster: Cluster,
  name: string,
  seconds: number,
  check: () => string | undefined | Promise<string | undefined>,
): Promise<void> {
  try {
    await waitFor(name, seconds, async () => {
      const reason = await check();
      if (reason !== undefined && !isAlive(cluster, name)) throw new Error(`${name} died`);
      return reason;
    });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${message}\n${explain(cluster, name)}`, { cause });
  }
}

/** SIGTERM, and SIGKILL for what is still there after `graceSeconds`. */
export async function stop(cluster: Cluster, name: string, graceSeconds = 5): Promise<void> {
  signal(cluster, name, "SIGTERM");
  const gone = () => (isAlive(cluster, name) ? "still running" : undefined);
  await waitFor(name, graceSeconds, gone).catch(() => signal(cluster, name, "SIGKILL"));
  await waitFor(name, 5, gone);
  rmSync(pidFile(cluster, name), { force: true });
}

export function signal(cluster: Cluster, name: string, signal: NodeJS.Signals): void {
  const it = recorded(cluster, name);
  if (it && startTime(it.pid) === it.startTime) process.kill(it.pid, signal);
}

export function isAlive(cluster: Cluster, name: string): boolean {
  const it = recorded(cluster, name);
  return it !== undefined && startTime(it.pid) === it.startTime;
}

/** Names of everything that was started and not stopped. */
export function processNames(cluster: Cluster): string[] {
  return existsSync(inside(cluster, "pid")) ? readdirSync(inside(cluster, "pid")) : [];
}

export const logOf = (cluster: Cluster, name: string) => inside(cluster, "log", `${name}.log`);
const pidFile = (cluster: Cluster, name: string) => inside(cluster, "pid", name);

/** The last lines of a program's log that look like the reason of its failure. */
export function explain(cluster: Cluster, name: string): string {
  const file = logOf(cluster, name);
  const lines = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  const bad = lines.filter((line) =>
    /^[EF]\d{4} |level=(error|fatal)|"level":"?(error|fatal)|panic|fatal|error/i.test(line),
  );
  const shown = (bad.length > 0 ? bad : lines).slice(-3).map((line) => `  ${line.slice(0, 400)}`);
  return shown.length > 0 ? `${file}:\n${shown.join("\n")}` : `${file} is empty`;
}

function recorded(cluster: Cluster, name: string): Recorded | undefined {
  const file = pidFile(cluster, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Recorded) : undefined;
}

/** Field 22 of /proc/PID/stat, clock ticks since boot; `undefined` for a process that is gone or a zombie. */
function startTime(pid: number): string | undefined {
  const stat = unlessGone(() => readFileSync(`/proc/${pid}/stat`, "utf8"), "0 (gone) Z");
  const fields = stat.replace(/^.*\) /s, "").split(" ");
  return fields[0] === "Z" ? undefined : fields[19];
}
