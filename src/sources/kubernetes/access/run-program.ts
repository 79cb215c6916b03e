import { type ChildProcess, spawn } from "node:child_process";
import type { Environment } from "../../../core/environment.ts";

/** A credential is a few kilobytes; who writes more than this is not issuing one. */
const MAX_BYTES = 1024 * 1024;

export interface Program {
  command: string;
  args: readonly string[];
  env: Environment;
}

export interface Printed {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs a program without input until it ends. It is killed with all that it started when the signal is aborted or it writes
 * more than a megabyte. Throws the signal's reason, a RangeError for too much output, and what the system says when it cannot
 * be started (`ENOENT`).
 */
export async function runProgram({ command, args, env }: Program, signal: AbortSignal): Promise<Printed> {
  const { promise, resolve, reject } = Promise.withResolvers<Printed>();
  // A group of its own, so that a script goes together with what it waits for.
  const child = spawn(command, args, {
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const give = (error: unknown) => {
    kill(child);
    reject(error);
  };
  const stop = () => give(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  let size = 0;
  const collect = (chunks: Buffer[]) => (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MAX_BYTES) chunks.push(chunk);
    else give(new RangeError(`it writes more than ${MAX_BYTES / 1024 / 1024} MB`));
  };
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on("data", collect(out));
  child.stderr.on("data", collect(err));
  child.on("error", reject);
  child.on("close", (code) =>
    resolve({ code, stdout: Buffer.concat(out).toString("utf8"), stderr: Buffer.concat(err).toString("utf8") }),
  );
  if (signal.aborted) stop();
  return await promise.finally(() => signal.removeEventListener("abort", stop));
}

/** Nothing of it is left that would keep this process alive. */
function kill(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL"); // it ended in the meantime
  }
  child.unref();
}
