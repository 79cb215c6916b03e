import type { Command } from "commander";
import { SitrepError } from "../../core/errors.ts";
import { openServed } from "../session.ts";
import type { Terminal } from "../terminal.ts";
import { VERSION } from "../version.ts";

interface ServeOptions {
  http?: string | true;
  tlsCert?: string;
  tlsKey?: string;
  behindProxy?: boolean;
  host?: string[];
}

const ADDRESS = "127.0.0.1:7474";

export function addServe(program: Command, terminal: Terminal): void {
  program
    .command("serve")
    .description("MCP server on stdin and stdout for one agent, or with --http for many")
    .option("--http [address]", `MCP and JSON over HTTP at PORT or HOST:PORT (${ADDRESS} when none is named)`)
    .option("--tls-cert <file>", "certificate, in PEM")
    .option("--tls-key <file>", "its private key, in PEM")
    .option("--behind-proxy", "a proxy in front ends TLS")
    .option("--host <name...>", "names under which clients reach this server")
    .addHelpText(
      "after",
      "\nAn agent starts it; to try it by hand: claude mcp add sitrep -- sitrep serve\nDocuments are indexed before, with sitrep ingest. Beyond this machine --http wants API keys: sitrep keys create NAME",
    )
    .action(async (options: ServeOptions, command: Command) => {
      const log = (message: string) => terminal.err(`sitrep: ${message}`);
      if (options.http !== undefined) return serveHttp(options, command, terminal, log);
      const { serveOnStdio } = await import("../../server/stdio.ts");
      if (process.stdin.isTTY) log("this speaks MCP on stdin and stdout, for an agent to start; Ctrl-C ends it");
      await serveOnStdio({ open: () => openServed(command, terminal), version: VERSION, log });
    });
}

async function serveHttp(
  { http, host = [], behindProxy = false, ...options }: ServeOptions,
  command: Command,
  terminal: Terminal,
  log: (message: string) => void,
): Promise<void> {
  const tls = certificate(options);
  const { listen } = await import("../../server/http/listen.ts");
  const app = await openServed(command, terminal);
  try {
    const address = typeof http === "string" ? http : ADDRESS;
    const server = await listen({ app, address, tls, behindProxy, hosts: host, version: VERSION, log });
    log(`listening on ${server.url}: /mcp, /api/v1, /healthz, /readyz, /metrics`);
    await told("SIGTERM", "SIGINT");
    log("ending: calls under way finish first");
    await server.close();
  } finally {
    await app.close();
  }
}

function certificate({ tlsCert, tlsKey }: ServeOptions): { cert: string; key: string } | undefined {
  if (tlsCert !== undefined && tlsKey !== undefined) return { cert: tlsCert, key: tlsKey };
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  throw new SitrepError("input", "A certificate and its key belong together.", {
    hint: "Give --tls-cert and --tls-key.",
  });
}

function told(...signals: NodeJS.Signals[]): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of signals) process.once(signal, () => resolve());
  });
}
