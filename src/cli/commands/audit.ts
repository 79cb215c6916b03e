import type { Command } from "commander";
import { EXIT, type Finish } from "../exit.ts";
import { callAndPrint, callTool, print, withApp } from "../session.ts";
import type { Terminal } from "../terminal.ts";

export function addAudit(program: Command, terminal: Terminal, finish: Finish): void {
  const audit = program.command("audit").description("who asked what, what they were told and why");
  audit
    .command("verify")
    .description("is the log as it was written? names the first record that is not")
    .option("--head <head>", "a head that verify printed before, NUMBER:HASH: it must be in the log")
    .action(async ({ head }: { head?: string }, command: Command) => {
      const { data, text } = await withApp(command, terminal, (app) =>
        callTool(app, "verify_audit", head === undefined ? {} : { head }),
      );
      print(command, terminal, data, text);
      if (data.intact !== true) finish(EXIT.bad);
    });
  audit
    .command("show")
    .description("calls, latest last")
    .option("--caller <id>", "only of this caller, e.g. key:ci-bot")
    .option("--tool <name>", "only of this tool")
    .option("--status <status>", "only those that ended so: ok, input, denied, limited, unavailable, setup, open")
    .option("--since <time>", "30m, 12h, 7d, or an RFC 3339 time")
    .option("--limit <n>", "calls at most, the latest (50)")
    .action((options: Record<string, string>, command: Command) =>
      callAndPrint(command, terminal, "show_audit", options),
    );
  audit
    .command("explain <call>")
    .description("why a call was answered so: what it was about, what was read, which rules fired")
    .action((id: string, _options: unknown, command: Command) =>
      callAndPrint(command, terminal, "explain_call", { id }),
    );
}
