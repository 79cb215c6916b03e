import path from "node:path";
import type { Command } from "commander";
import { interruptible, print, withApp } from "../session.ts";
import type { Terminal } from "../terminal.ts";

const CAPTURE_MS = 120_000;

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
        const reports = await interruptible((signal) =>
          app.record(namespace, dir, AbortSignal.any([signal, AbortSignal.timeout(CAPTURE_MS)])),
        );
        const lines = reports.map(
          ({ source, status, detail }) => `  ${source} ${status}${detail ? `: ${detail}` : ""}`,
        );
        const text = [`recorded ${namespace} in ${output}`, ...lines].join("\n");
        print(command, terminal, { dir: output, sources: reports }, text);
      });
    });
}
