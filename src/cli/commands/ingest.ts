import path from "node:path";
import type { Command } from "commander";
import { SitrepError } from "../../core/errors.ts";
import { callTool, print, withApp } from "../session.ts";
import type { Terminal } from "../terminal.ts";

const HELP = `
The index then holds what these folders hold: documents of other folders leave it, so name all of them.

Example:
  sitrep ingest ./runbooks ../team/postmortems`;

export function addIngest(program: Command, terminal: Terminal): void {
  program
    .command("ingest")
    .description("index folders of Markdown; only what changed is read again")
    .argument("[folders...]", "default: the configured runbooks folders")
    .addHelpText("after", HELP)
    .action(async (named: string[], _options: unknown, command: Command) => {
      if (named.includes(""))
        throw new SitrepError("input", "No folder to index.", { hint: "Name one: sitrep ingest ./runbooks" });
      await withApp(command, terminal, async (app) => {
        const folders = named.map((folder) => path.resolve(terminal.cwd, folder));
        const interrupted = new SitrepError("input", "Stopped. What was indexed so far stays; run it again to finish.");
        const { data, text } = await callTool(app, "ingest", { folders }, interrupted);
        print(command, terminal, data, text);
      });
    });
}
