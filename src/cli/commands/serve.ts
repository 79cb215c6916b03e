import type { Command } from "commander";
import { openServed } from "../session.ts";
import type { Terminal } from "../terminal.ts";
import { VERSION } from "../version.ts";

export function addServe(program: Command, terminal: Terminal): void {
  program
    .command("serve")
    .description("MCP server on stdin and stdout, for any agent")
    .addHelpText(
      "after",
      "\nAn agent starts it; to try it by hand: claude mcp add sitrep -- sitrep serve\nDocuments are indexed before, with sitrep ingest.",
    )
    .action(async (_options: unknown, command: Command) => {
      const { serveOnStdio } = await import("../../server/stdio.ts");
      const log = (message: string) => terminal.err(`sitrep: ${message}`);
      if (process.stdin.isTTY) log("this speaks MCP on stdin and stdout, for an agent to start; Ctrl-C ends it");
      await serveOnStdio({ open: () => openServed(command, terminal), version: VERSION, log });
    });
}
