import type { Verdict } from "../core/answer.ts";

/** Exit codes are public interface: scripts rely on them. */
export const EXIT = { ok: 0, failed: 1, usage: 2, bad: 3, unknown: 4 } as const;

const OF_VERDICT: ReadonlyMap<unknown, number> = new Map<Verdict, number>([
  ["healthy", EXIT.ok],
  ["degraded", EXIT.bad],
  ["broken", EXIT.bad],
  ["unknown", EXIT.unknown],
]);

/** What is no verdict is unknown. */
export function exitOf(verdict: unknown): number {
  return OF_VERDICT.get(verdict) ?? EXIT.unknown;
}

/** How a command says its exit code. */
export type Finish = (code: number) => void;
