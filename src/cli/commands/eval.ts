import path from "node:path";
import type { Command } from "commander";
import type { Finish } from "../exit.ts";
import { progressLine } from "../progress.ts";
import { optionsOf } from "../session.ts";
import type { Terminal } from "../terminal.ts";

export function addEval(program: Command, terminal: Terminal, _finish: Finish): void {
  program
    .command("eval")
    .description("measure sitrep on cases with a known answer")
    .command("diagnosis")
    .description(
      "captures with an expected.json beside them: object and cause right, false alarms, abstentions, by family",
    )
    .argument("<dir>", "folder of cases")
    .addHelpText(
      "after",
      '\nexpected.json: {"object": {"kind": "Deployment", "name": "api"}, "code": "oom-killed", "question": "…"}; {} where nothing is wrong',
    )
    .exitOverride()
    .action(async (dir: string, _options: unknown, command: Command) => {
      const { evaluate } = await import("../../app.ts");
      const line = progressLine();
      const result = await evaluate(path.resolve(terminal.cwd, dir), optionsOf(command, terminal), (name) =>
        line.show(name),
      );
      line.clear();
      const wrong = result.cases
        .filter(({ object, cause }) => !object || !cause)
        .map(({ case: name, said }) => `  ${name}: ${said}`);
      const text = [
        result.table,
        ...(wrong.length > 0 ? ["", "not right", ...wrong] : []),
        ...result.failed.map((failure) => `not asked: ${failure}`),
      ];
      terminal.out(command.optsWithGlobals().json ? JSON.stringify(result, null, 2) : text.join("\n"));
    });
}
