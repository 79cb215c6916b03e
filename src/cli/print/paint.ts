import { styleText } from "node:util";

/** What a piece of text is to the reader. Colour repeats what the words say and never says it alone. */
export type Role = "bad" | "warn" | "good" | "label" | "command" | "aside" | "plain";

const STYLE: Record<Role, Parameters<typeof styleText>[0]> = {
  bad: ["bold", "red"],
  warn: ["bold", "yellow"],
  good: ["bold", "green"],
  label: "bold",
  command: "cyan",
  aside: "dim",
  plain: "reset",
};

export type Paint = (role: Role, text: string) => string;

export function painter(colour: boolean): Paint {
  return (role, text) =>
    colour && role !== "plain" && text !== "" ? styleText(STYLE[role], text, { validateStream: false }) : text;
}

/**
 * Is colour wanted? `FORCE_COLOR` says so for a pipe too, unless it is 0; `NO_COLOR` with any value says no
 * (no-color.org); `TERM=dumb` has none; else a terminal does.
 */
export function wantsColour(env: Record<string, string | undefined>, isTerminal: boolean): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: none, TERM: kind } = env;
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return isTerminal && !none && kind !== "dumb";
}
