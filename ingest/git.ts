import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The commit that has a file (relative to the folder) exactly as it is on disk; `""` when none has. */
export type CommitOf = (relative: string) => string;

/** Asks git three questions about the folder, whatever the number of files. Outside git, or without git, no file has a commit. */
export async function commitsOf(folder: string, signal: AbortSignal): Promise<CommitOf> {
  const git = async (...args: string[]) => {
    const options = { cwd: folder, signal, maxBuffer: 64 * 1024 * 1024, timeout: 30_000 };
    return (await run("git", ["--no-optional-locks", ...args], options)).stdout;
  };
  try {
    const commit = (await git("rev-parse", "--verify", "HEAD")).trim();
    const tracked = new Set((await git("ls-files", "-z")).split("\0"));
    const changed = new Set((await git("diff", "--name-only", "--relative", "-z", "HEAD", "--", ".")).split("\0"));
    return (relative) => (tracked.has(relative) && !changed.has(relative) ? commit : "");
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Error) return () => "";
    throw error;
  }
}
