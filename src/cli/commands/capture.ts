import path from "node:path";
import type { Command } from "commander";
import type { Finish } from "../exit.ts";
import { withApp } from "../session.ts";
import type { Terminal } from "../terminal.ts";

export function addCapture(program: Command, terminal: Terminal, _finish: Finish): void {
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
        const reports = await app.record(namespace, path.resolve(terminal.cwd, output), AbortSignal.timeout(120_000));
        const lines = reports.map(
          ({ source, status, detail }) => `  ${source} ${status}${detail ? `: ${detail}` : ""}`,
        );
        terminal.out(
          command.optsWithGlobals().json
            ? JSON.stringify({ dir: output, sources: reports }, null, 2)
            : [`recorded ${namespace} in ${output}`, ...lines].join("\n"),
        );
      });
    });
}
