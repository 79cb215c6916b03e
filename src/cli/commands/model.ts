import type { Command } from "commander";
import { progressLine } from "../progress.ts";
import { interruptible, print, withApp } from "../session.ts";
import type { Terminal } from "../terminal.ts";

const PULL_MS = 10 * 60_000;

export function addModel(program: Command, terminal: Terminal): void {
  const model = program.command("model").description("the embedding model, which lets search compare meaning");
  model
    .command("pull")
    .description("fetch the model into this machine's cache, checked by its SHA-256")
    .argument("[id]", "default: the configured model")
    .option("--hub <url>", "mirror of the model hub")
    .addHelpText("after", "\nThen index the documents again: sitrep ingest FOLDER")
    .action(async (id: string | undefined, { hub }: { hub?: string }, command: Command) => {
      await withApp(command, terminal, async (app) => {
        const line = progressLine();
        line.show("fetching and converting the model, about a minute");
        const result = await interruptible((signal) =>
          app.pullModel(id ?? app.config.model, hub, AbortSignal.any([signal, AbortSignal.timeout(PULL_MS)])),
        ).finally(() => line.clear());
        const text = `${result.id} is in ${result.folder} (${result.from}). Index the documents again: sitrep ingest FOLDER`;
        print(command, terminal, result, text);
      });
    });
}
