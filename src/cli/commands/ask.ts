import type { Command } from "commander";
import { count } from "../count.ts";
import { exitOf, type Finish } from "../exit.ts";
import { callTool, print, TERMINAL_TOKENS, withApp } from "../session.ts";
import { screenOf, type Terminal } from "../terminal.ts";

interface Options {
  namespace?: string;
  why?: boolean;
  maxTokens?: number;
}

export function addAsk(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command("ask", { isDefault: true })
    .alias("investigate")
    .description("what is wrong, why, and which runbook section helps")
    .argument(
      "[question...]",
      "in your words, or a pasted line; it names a namespace, workload, node, host, alert, anything that sitrep prints",
    )
    .option("-n, --namespace <name>", "look at this namespace")
    .option("--why", "tell why each document was chosen, too")
    .option("--max-tokens <n>", "keep the answer below this; 500 or more", count)
    .addHelpText(
      "after",
      `\nExamples:\n  sitrep ask "what's wrong with payments?"\n  sitrep ask -n payments --json | jq .findings[0].code`,
    )
    .action(async (words: string[], options: Options, command: Command) => {
      const question = words.join(" ") || `what's wrong with ${options.namespace ?? "the cluster"}?`;
      await withApp(command, terminal, async (app) => {
        const { data } = await callTool(app, "investigate", {
          question,
          ...(options.namespace === undefined ? {} : { namespace: options.namespace }),
          max_tokens: options.maxTokens ?? TERMINAL_TOKENS,
        });
        const { printAnswer } = await import("../print/answer.ts");
        print(command, terminal, data, printAnswer(data, screenOf(terminal), { why: options.why ?? false }));
        finish(exitOf(data.verdict));
      });
    });
}
