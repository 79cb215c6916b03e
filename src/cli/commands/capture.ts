import path from "node:path";
import type { Command } from "commander";
import { callTool, print, withApp } from "../session.ts";
import type { Terminal } from "../terminal.ts";

export function addCapture(program: Command, terminal: Terminal): void {
  program
    .command("capture")
    .description("record the state of a namespace, redacted, for a bug report, a test or a replay with --capture")
    .requiredOption("-n, --namespace <name>", "namespace to record")
    .requiredOption("-o, --output <dir>", "folder to write; must not exist or be empty")
    .addHelpText(
      "after",
      "\nExample:\n  sitrep capture -n payments -o ./incident && sitrep ask --capture ./incident -n payments",
    )
    .action(async ({ namespace, output }: { namespace: string; output: string }, command: Command) => {
      await withApp(command, terminal, async (app) => {
        const dir = path.resolve(terminal.cwd, output);
        const { data, text } = await callTool(app, "capture", { namespace, dir });
        print(command, terminal, { ...data, dir: output }, text);
      });
    });
}
