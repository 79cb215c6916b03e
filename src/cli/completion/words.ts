import type { Command, Option } from "commander";

/** What can be completed after the words of `path`, e.g. `["model", "pull"]`. */
export interface Level {
  path: readonly string[];
  commands: readonly { name: string; description: string }[];
  flags: readonly Flag[];
}
export interface Flag {
  long: string;
  short: string | undefined;
  description: string;
  /** What its value is; `undefined` for a switch. */
  value: "folder" | "file" | "other" | undefined;
}

/** The program and every command below it, the global flags at each. */
export function levelsOf(program: Command): Level[] {
  const globals = program.options;
  const level = (command: Command, path: readonly string[]): Level[] => [
    {
      path,
      commands: command.commands.map((item) => ({ name: item.name(), description: item.description() })),
      flags: [...new Set([...command.options, ...globals])].map(flagOf),
    },
    ...command.commands.flatMap((item) => level(item, [...path, item.name()])),
  ];
  return level(program, []);
}

function flagOf({ long, short, description, flags }: Option): Flag {
  const [, placeholder] = /<(\w+)>/.exec(flags) ?? [];
  const value = placeholder === "dir" ? "folder" : placeholder === "file" ? "file" : placeholder && "other";
  return { long: long ?? "", short, description, value: value || undefined };
}

/** In single quotes, for every POSIX shell and fish. */
export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, " ").replace(/\s+/g, " ").trim()}'`;
}
