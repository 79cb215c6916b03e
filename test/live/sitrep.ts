import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { onTestFinished } from "vitest";
import { Answer } from "../../src/core/answer.ts";

const BIN = path.join(import.meta.dirname, "..", "..", "bin", "sitrep.ts");
const LIMIT_MS = 60_000;

/** Which systems sitrep is to ask. */
export interface Systems {
  kubeconfig: string;
  prometheus?: string;
  alertmanager?: string;
}

function commandOf({ kubeconfig, prometheus, alertmanager }: Systems) {
  const home = mkdtempSync(path.join(tmpdir(), "sitrep-live-"));
  const flags = [
    ...["--kubeconfig", kubeconfig, "--audit", "off"],
    ...(prometheus ? ["--prometheus-url", prometheus] : []),
    ...(alertmanager ? ["--alertmanager-url", alertmanager] : []),
  ];
  // A machine that also runs the cluster may be slow; how fast answers come is measured elsewhere.
  const env = { HOME: home, PATH: process.env.PATH ?? "", SITREP_RUNBOOKS: "runbooks", SITREP_DEADLINE: "30" };
  return { args: [BIN, ...flags], env };
}

export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** One command at a terminal, run to its end. */
export function run(systems: Systems, ...words: readonly string[]): Promise<Ran> {
  const { args, env } = commandOf(systems);
  return new Promise((resolve) => {
    execFile(process.execPath, [...args, ...words], { env, timeout: LIMIT_MS }, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ code, out, err });
    });
  });
}

/** The answer at a terminal. Fails with what was said when there is none. */
export async function ask(systems: Systems, question: string): Promise<{ code: number; answer: Answer }> {
  const { code, out, err } = await run(systems, "--json", "ask", question);
  if (![0, 3, 4].includes(code)) throw new Error(`sitrep ask ended with ${code}: ${err || out}`);
  return { code, answer: Answer.parse(JSON.parse(out)) };
}

/** A server that stays, and a client that talks to it over stdio. */
export interface Session {
  tools: string[];
  ask(question: string, namespace?: string): Promise<Answer>;
  /** The tool's text and data; a refusal is an error with its words. */
  call(name: string, input: Record<string, unknown>): Promise<{ text: string; data: unknown }>;
}

/** Whoever asks again until something has changed stays below sitrep's own limit of calls a minute. */
const PAUSE_MS = 700;

/** `sitrep serve`, for the time of the test. */
export async function serve(systems: Systems): Promise<Session> {
  const session = await openSession(systems);
  onTestFinished(() => session.close());
  return session;
}

export async function openSession(systems: Systems): Promise<Session & { close(): Promise<void> }> {
  const { args, env } = commandOf(systems);
  const client = new Client({ name: "live-test", version: "1" });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [...args, "serve"], env }));
  const { tools } = await client.listTools();
  const call = async (name: string, input: Record<string, unknown>) => {
    const result = await client.callTool({ name, arguments: input }, { timeout: LIMIT_MS });
    const text = result.content.map((part) => (part.type === "text" ? part.text : "")).join("\n");
    if (result.isError) throw new Error(`${name}: ${text}`);
    return { text, data: result.structuredContent };
  };
  return {
    tools: tools.map(({ name }) => name),
    ask: async (question, namespace) => {
      await sleep(PAUSE_MS);
      const { data } = await call("investigate", { question, ...(namespace ? { namespace } : {}), max_tokens: 20_000 });
      return Answer.parse(data);
    },
    call,
    close: () => client.close(),
  };
}

/** How a source answered, as `denied: not allowed (RBAC)`. */
export function said({ sources }: Pick<Answer, "sources">, source: string): string {
  const report = sources.find((item) => item.source === source);
  return report ? `${report.status}: ${report.detail}` : "not asked";
}
