import type { Command } from "commander";
import { count } from "../count.ts";
import { EXIT, type Finish } from "../exit.ts";
import { callTool, print, TERMINAL_TOKENS, withApp } from "../session.ts";
import { screenOf, type Terminal } from "../terminal.ts";

export function addSearch(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command("search")
    .description("find the runbook for an alert, an error or a symptom; says so when none covers it")
    .argument("<words...>", "alert name, error text or what you see")
    .option("--limit <n>", "documents to show", count, 5)
    .option("--why", "tell why each document was chosen, too")
    .addHelpText(
      "after",
      "\nExamples:\n  sitrep search KubePodCrashLooping\n  sitrep search payments are slow since the release",
    )
    .action(async (words: string[], { limit, why = false }: { limit: number; why?: boolean }, command: Command) => {
      await withApp(command, terminal, async (app) => {
        const { data, text } = await callTool(app, "search_runbooks", {
          question: words.join(" "),
          limit,
          max_tokens: TERMINAL_TOKENS,
        });
        const { printSearch } = await import("../print/search.ts");
        const screen = screenOf(terminal);
        const [told = ""] = text.split("\n", 1);
        // Into a pipe go the marks around foreign text: its reader may be an agent.
        print(command, terminal, data, screen.columns ? printSearch(data, told, screen, { why }) : text);
        finish(data.coverage === "none" ? EXIT.unknown : EXIT.ok);
      });
    });
}
