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
    const [head, files, differing] = await Promise.all([
      git("rev-parse", "--verify", "HEAD"),
      git("ls-files", "-z"),
      git("diff", "--name-only", "--relative", "-z", "HEAD", "--", "."),
    ]);
    const [tracked, changed] = [new Set(files.split("\0")), new Set(differing.split("\0"))];
    return (relative) => (tracked.has(relative) && !changed.has(relative) ? head.trim() : "");
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Error) return () => "";
    throw error;
  }
}
