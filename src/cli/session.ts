import type { Command } from "commander";
import type { App, AppOptions } from "../app.ts";
import type { Result } from "../core/call.ts";
import { localCaller } from "../core/caller.ts";
import { SitrepError, traceOf } from "../core/errors.ts";
import { progressLine } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

/** Long enough for every finding on a screen that scrolls; a model asks for less. */
export const TERMINAL_TOKENS = 20_000;

/** The program as the global flags configure it, for the time of one command. */
export async function withApp<T>(command: Command, terminal: Terminal, run: (app: App) => Promise<T>): Promise<T> {
  const { createApp } = await import("../app.ts");
  const app = await createApp({ ...optionsOf(command, terminal), operator: true });
  try {
    return await run(app);
  } finally {
    await app.close();
  }
}

/** The program as a server has it. It is loaded here and not before: help and `initialize` do without it. */
export async function openServed(command: Command, terminal: Terminal): Promise<App> {
  const { createApp } = await import("../app.ts");
  return createApp(optionsOf(command, terminal));
}

/** What the global flags say. */
function optionsOf(command: Command, { env, cwd, err }: Terminal): AppOptions {
  const flags = command.optsWithGlobals();
  const kubernetes = defined({ context: flags.context, kubeconfig: flags.kubeconfig });
  const sources = {
    kubernetes,
    prometheus: defined({ url: flags.prometheusUrl }),
    alertmanager: defined({ url: flags.alertmanagerUrl }),
  };
  const own = defined({ runbooks: flags.runbooks, index: flags.index, models: flags.models, audit: flags.audit });
  const log = (message: string, error: unknown) => err(`sitrep: ${message}: ${traceOf(error)}`);
  return { flags: { ...own, ...sources }, env, cwd, file: flags.config, capture: flags.capture, log };
}

/** Runs what Ctrl-C stops; it then fails with `reason`. */
async function interruptible<T>(run: (signal: AbortSignal) => Promise<T>, reason: SitrepError): Promise<T> {
  const interrupt = new AbortController();
  const stop = () => interrupt.abort(reason);
  process.once("SIGINT", stop);
  try {
    return await run(interrupt.signal);
  } finally {
    process.off("SIGINT", stop);
  }
}

/**
 * One call of a tool or an operation as the person at this terminal. What takes longer than a second shows how far it is;
 * Ctrl-C cancels it, and it fails with `interrupted`.
 */
export async function callTool(
  app: App,
  tool: string,
  input: Record<string, unknown>,
  interrupted = new SitrepError("unavailable", "Interrupted."),
): Promise<Result> {
  if (!app.tools.some(({ name }) => name === tool))
    throw new SitrepError("setup", `${tool} needs a source that is not configured.`, {
      hint: "sitrep doctor shows what is missing and how to add it. To try it without a cluster: --capture demo/capture",
    });
  const { show: progress, clear } = progressLine(`waiting for ${tool}`);
  const run = (signal: AbortSignal) => app.call({ tool, input, caller: localCaller(), signal, progress });
  return interruptible(run, interrupted).finally(clear);
}

/** The answer as data with --json, else as text. */
export function print(command: Command, terminal: Terminal, data: unknown, text: string): void {
  terminal.out(command.optsWithGlobals().json ? JSON.stringify(data, null, 2) : text);
}

/** One call of a tool or an operation, and what it answers. */
export async function callAndPrint(
  command: Command,
  terminal: Terminal,
  tool: string,
  input: Record<string, unknown>,
): Promise<void> {
  const { data, text } = await withApp(command, terminal, (app) => callTool(app, tool, input));
  print(command, terminal, data, text);
}

function defined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
