import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { Answer } from "../../../src/core/answer.ts";
import type { Lab } from "../lib.ts";
import { explainFailure } from "../parts/failure.ts";

const SITREP = path.join(import.meta.dirname, "..", "..", "..", "bin", "sitrep.ts");
const LIMIT_MS = 120_000;

/** What sitrep said, and what it cost. A token is counted as four characters of JSON. */
export interface Asked {
  answer: Answer;
  seconds: number;
  tokens: number;
}

const Sources = z.object({ sources: z.array(z.object({ status: z.string() })) });

/** Asks as an engineer at a terminal would. */
export async function ask(lab: Lab, question: string, namespace: string): Promise<Asked> {
  let seconds = 0;
  const data = await inTime(async () => {
    const from = performance.now();
    const text = await sitrep(lab, ["--json", "ask", "-n", namespace, question]);
    seconds = (performance.now() - from) / 1000;
    return JSON.parse(text);
  });
  return { answer: Answer.parse(data), seconds, tokens: Math.ceil(JSON.stringify(data).length / 4) };
}

export async function capture(lab: Lab, namespace: string, folder: string): Promise<void> {
  await inTime(async () => {
    rmSync(folder, { recursive: true, force: true });
    return JSON.parse(await sitrep(lab, ["--json", "capture", "-n", namespace, "-o", folder]));
  });
}

const TRIES = 3;

/**
 * A machine with more to do than it can lets sources miss their deadlines; then they are asked again. What it cannot tell
 * in the end is no answer to judge.
 */
async function inTime(does: () => Promise<unknown>): Promise<unknown> {
  let failure = "sources missed their deadlines: this machine is too busy to ask anything";
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      const data = await does();
      const { sources } = Sources.parse(data);
      if (sources.every(({ status }) => status !== "timed-out" && status !== "truncated")) return data;
    } catch (thrown) {
      failure = explainFailure(thrown);
    }
  }
  throw new Error(failure);
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
