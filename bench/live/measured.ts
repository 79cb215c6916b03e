import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

const OFTEN = 20;

/** Runs a program to its end and throws its output away: milliseconds, most memory in MB, bytes that it printed. */
export function measured(file: string, args: readonly string[]): Promise<{ ms: number; rss: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(file, args, { stdio: ["ignore", "pipe", "inherit"] });
    const found = { rss: 0, bytes: 0 };
    const timer = setInterval(() => {
      found.rss = Math.max(found.rss, peakOf(child.pid));
    }, OFTEN);
    child.stdout.on("data", (chunk: Buffer) => {
      found.bytes += chunk.length;
    });
    child.on("error", reject).on("close", (code) => {
      clearInterval(timer);
      if (code === 0) resolve({ ms: performance.now() - began, ...found });
      else reject(new Error(`${file} ended with ${code}`));
    });
  });
}

/** `VmHWM` of Linux; nothing of a process that is over. */
function peakOf(pid: number | undefined): number {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0; // it is over
  }
}
