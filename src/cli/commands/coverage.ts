import { type Command, Option } from "commander";
import { EXIT, type Finish } from "../exit.ts";
import { callTool, print, withApp } from "../session.ts";
import type { Terminal } from "../terminal.ts";

export function addCoverage(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command("coverage")
    .description("which alert rules have a runbook; 3 when one has none or its link is dead")
    .argument("[files...]", "rule files or PrometheusRule manifests; the live rules when none is named")
    .addOption(
      new Option("--format <format>", "how gaps are told").choices(["text", "github", "sarif"]).default("text"),
    )
    .addHelpText(
      "after",
      "\nExample, in CI:\n  sitrep ingest ./runbooks && sitrep coverage --format github rules/*.yaml",
    )
    .action(async (files: string[], { format }: { format: string }, command: Command) => {
      await withApp(command, terminal, async (app) => {
        const { data, text } = await callTool(app, "check_coverage", { files, format });
        print(command, terminal, data, text);
        finish(data.gaps === 0 ? EXIT.ok : EXIT.bad);
      });
    });
}
