import type { Command } from "commander";
import { EXIT, type Finish } from "../exit.ts";
import { callTool, print, withApp } from "../session.ts";
import type { Terminal } from "../terminal.ts";

export function addDoctor(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command("doctor")
    .description("what is configured, what answers, what is missing and how to fix it")
    .action(async (_options: unknown, command: Command) => {
      await withApp(command, terminal, async (app) => {
        const { data, text } = await callTool(app, "doctor", {});
        print(command, terminal, data, text);
        const checks = data.checks as { status: string }[];
        finish(checks.some(({ status }) => status === "failed") ? EXIT.failed : EXIT.ok);
      });
    });
}
