import { execFile } from "node:child_process";
import path from "node:path";
import { z } from "zod";
import type { Lab } from "../lib.ts";

const SITREP = path.join(import.meta.dirname, "..", "..", "..", "bin", "sitrep.ts");
const LIMIT_MS = 120_000;

const Finding = z.object({
  code: z.string(),
  title: z.string(),
  role: z.string().optional(),
  object: z.object({ kind: z.string(), name: z.string() }),
  get symptoms() {
    return z.array(Finding).default([]);
  },
});
export type Finding = z.infer<typeof Finding>;
const Answer = z.object({ verdict: z.string(), headline: z.string(), findings: z.array(Finding) });

/** What sitrep said, and what it cost. A token is counted as four characters of JSON. */
export interface Asked {
  answer: z.infer<typeof Answer>;
  seconds: number;
  tokens: number;
}

/** Asks as an engineer at a terminal would. */
export async function ask(lab: Lab, question: string, namespace: string): Promise<Asked> {
  const from = performance.now();
  const text = await sitrep(lab, ["--json", "ask", "-n", namespace, question]);
  const seconds = (performance.now() - from) / 1000;
  return {
    answer: Answer.parse(JSON.parse(text)),
    seconds,
    tokens: Math.ceil(JSON.stringify(JSON.parse(text)).length / 4),
  };
}

export async function capture(lab: Lab, namespace: string, folder: string): Promise<void> {
  await sitrep(lab, ["capture", "-n", namespace, "-o", folder]);
}

/** Exit codes 0, 3 and 4 are answers. */
function sitrep(lab: Lab, args: readonly string[]): Promise<string> {
  const systems = [
    "--kubeconfig",
    lab.kubeconfig,
    "--prometheus-url",
    lab.prometheus,
    "--alertmanager-url",
    lab.alertmanager,
  ];
  const command = [SITREP, ...systems, "--audit", "off", ...args];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, command, { timeout: LIMIT_MS, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (error && error.code !== 3 && error.code !== 4)
        reject(new Error(`sitrep ${args[0]}: ${stderr || stdout || error.message}`));
      else resolve(stdout);
    });
  });
}
