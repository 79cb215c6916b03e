import { execFile } from "node:child_process";
import path from "node:path";

export interface Run {
  /** Text for its standard input. */
  input?: string;
  /** Default 60. */
  seconds?: number;
  env?: Record<string, string>;
}

/** Runs a program to its end, without a shell; gives its output, or fails with what it complained about. */
export function run(file: string, args: readonly string[], { input, seconds = 60, env }: Run = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: seconds * 1000, maxBuffer: 256 << 20, env: { ...process.env, ...env } };
    const child = execFile(file, args, options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const why = error.killed ? `no end within ${seconds} s` : (stderr || stdout || error.message).trim();
      reject(
        new Error(`${path.basename(file)} ${args.filter((arg) => !arg.includes("kubeconfig")).join(" ")}: ${why}`),
      );
    });
    child.stdin?.on("error", () => undefined).end(input ?? "");
  });
}

/** The same, when its failure means that there was nothing to do. */
export async function attempt(file: string, args: readonly string[], options: Run = {}): Promise<string | undefined> {
  return run(file, args, options).catch(() => undefined);
}
