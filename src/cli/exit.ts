import type { Verdict } from "../core/answer.ts";

/** Exit codes are public interface: scripts rely on them. */
export const EXIT = { ok: 0, failed: 1, usage: 2, bad: 3, unknown: 4 } as const;

export function exitOf(verdict: Verdict): number {
  if (verdict === "healthy") return EXIT.ok;
  return verdict === "unknown" ? EXIT.unknown : EXIT.bad;
}

/** How a command says its exit code. */
export type Finish = (code: number) => void;
