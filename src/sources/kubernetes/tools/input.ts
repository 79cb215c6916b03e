import { z } from "zod";

export const namespace = z.string().describe("Namespace");
export const anyNamespace = z.string().optional().describe("Namespace; all when absent");
export const limit = z.int().min(1).max(200).default(20).describe("Rows at most");

/** A duration; `secondsIn` reads it. */
export const since = z
  .string()
  .regex(/^\d+[smhd]$/, "write it like 15m, 2h or 1d")
  .describe("e.g. 15m, 2h");

/** What a cut list leaves out, and how to get it. */
export function leftOut(total: number, shown: number, what: string): string[] {
  return total > shown ? [`${total - shown} of ${total} ${what}: raise limit or name a namespace`] : [];
}
