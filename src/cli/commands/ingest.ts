import path from "node:path";
import { setFlagsFromString } from "node:v8";
import type { Command } from "commander";
import type { ingest, Summary } from "../../../ingest/index.ts";
import { SitrepError } from "../../core/errors.ts";
import { progressLine } from "../progress.ts";
import { interruptible, print, withApp } from "../session.ts";
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
    .action(async (folders: string[], _options: unknown, command: Command) => {
      await withApp(command, terminal, async (app) => {
        const named = folders.map((folder) => path.resolve(terminal.cwd, folder));
        const chosen = named.length > 0 ? named : app.config.runbooks;
        if (chosen.length === 0 || folders.includes(""))
          throw new SitrepError("input", "No folder to index.", { hint: "Name one: sitrep ingest ./runbooks" });
        // Most of what parsing makes is garbage at once. Collected early, 5,265 pages with the model take 533 MB at most, not 783.
        setFlagsFromString("--optimize-for-size");
        const { ingest } = await import("../../../ingest/index.ts");
        const embedder = app.embedder();
        const summary = await interruptible(
          (signal) => run(ingest({ folders: chosen, dir: app.config.index, embedder, signal })),
          new SitrepError("input", "Stopped. What was indexed so far stays; run it again to finish."),
        ).finally(() => embedder?.close());
        print(command, terminal, summary, render(summary, app.config.model));
      });
    });
}

async function run(steps: ReturnType<typeof ingest>): Promise<Summary> {
  const line = progressLine();
  for (let step = await steps.next(); ; step = await steps.next()) {
    if (step.done) {
      line.clear();
      return step.value;
    }
    line.show(`${step.value.done}/${step.value.total} ${step.value.path}`);
  }
}

/** Skipped files shown; --json has all of them. */
const MAX_SKIPPED = 20;

function render(summary: Summary, model: string): string {
  const { documents, added, changed, unchanged, removed, chunks, skipped, embedder, durationMs } = summary;
  const more = skipped.length > MAX_SKIPPED ? [`  and ${skipped.length - MAX_SKIPPED} more; --json lists all`] : [];
  return [
    `${documents} documents${chunks > 0 ? `, ${chunks} sections written` : ""}: ${added} added, ${changed} changed, ${removed} removed, ${unchanged} unchanged (${(durationMs / 1000).toFixed(1)} s)`,
    ...(skipped.length > 0
      ? [
          `${skipped.length} files skipped`,
          ...skipped.slice(0, MAX_SKIPPED).map(({ path, why }) => `  ${path}: ${why}`),
          ...more,
        ]
      : []),
    ...(embedder === "none" && model !== "none"
      ? ["searched by words only: no embedding model here. Get it with: sitrep model pull"]
      : []),
  ].join("\n");
}
