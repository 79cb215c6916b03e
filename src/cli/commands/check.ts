import type { Command } from "commander";
import { EXIT, type Finish } from "../exit.ts";
import { callTool, print, TERMINAL_TOKENS, withApp } from "../session.ts";
import type { Terminal } from "../terminal.ts";

const EXIT_OF: Record<string, number> = { go: EXIT.ok, "no-go": EXIT.bad, unknown: EXIT.unknown };

export function addCheck(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command("check")
    .description("go or no-go before a deploy; unknown counts as no-go")
    .argument("[workload]", "only this workload, e.g. deploy/payments-api")
    .requiredOption("-n, --namespace <name>", "namespace to deploy to")
    .addHelpText(
      "after",
      "\nExample:\n  sitrep check -n payments deploy/payments-api && kubectl apply -f payments-api.yaml",
    )
    .action(async (workload: string | undefined, { namespace }: { namespace: string }, command: Command) => {
      await withApp(command, terminal, async (app) => {
        const { data, text } = await callTool(app, "check_deploy", {
          namespace,
          ...(workload === undefined ? {} : { workload }),
          max_tokens: TERMINAL_TOKENS,
        });
        print(command, terminal, data, text);
        finish(EXIT_OF[String(data.decision)] ?? EXIT.unknown);
      });
    });
}
