import { bash } from "./bash.ts";
import { fish } from "./fish.ts";
import { zsh } from "./zsh.ts";

/** A completion script by shell. */
export const COMPLETIONS = { bash, zsh, fish };

export function isShell(name: string): name is keyof typeof COMPLETIONS {
  return name in COMPLETIONS;
}
