import { type Command, InvalidArgumentError } from "commander";
import { COMPLETIONS, isShell } from "../completion/index.ts";
import type { Terminal } from "../terminal.ts";
import { describeToolFronts } from "./tool-fronts.ts";

const SETUP = `
Setup:
  bash   echo 'source <(sitrep completion bash)' >> ~/.bashrc
  zsh    echo 'source <(sitrep completion zsh)' >> ~/.zshrc      after compinit
  fish   sitrep completion fish > ~/.config/fish/completions/sitrep.fish`;

export function addCompletion(program: Command, terminal: Terminal): void {
  program
    .command("completion")
    .description("script that completes commands and flags in your shell")
    .argument("<shell>", Object.keys(COMPLETIONS).join(", "), (shell) => {
      if (isShell(shell)) return shell;
      throw new InvalidArgumentError(`It is one of ${Object.keys(COMPLETIONS).join(", ")}.`);
    })
    .addHelpText("after", SETUP)
    .action(async (shell: keyof typeof COMPLETIONS) => {
      await describeToolFronts(program);
      terminal.out(COMPLETIONS[shell](program));
    });
}
