import type { Command } from "commander";
import { callAndPrint } from "../session.ts";
import type { Terminal } from "../terminal.ts";

export function addModel(program: Command, terminal: Terminal): void {
  const model = program.command("model").description("the embedding model, which lets search compare meaning");
  model
    .command("pull")
    .description("fetch the model into this machine's cache, checked by its SHA-256")
    .argument("[id]", "default: the configured model")
    .option("--hub <url>", "mirror of the model hub")
    .addHelpText("after", "\nThen index the documents again: sitrep ingest FOLDER")
    .action(async (id: string | undefined, { hub }: { hub?: string }, command: Command) => {
      await callAndPrint(command, terminal, "pull_model", { id, hub });
    });
}
