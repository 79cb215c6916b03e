import type { Command } from "commander";
import { type Flag, type Level, levelsOf, quoted } from "./words.ts";

/** For fish: one line a word. */
export function fish(program: Command): string {
  const levels = levelsOf(program);
  const [top] = levels;
  const names = (top?.commands ?? []).map(({ name }) => name).join(" ");
  return [
    "# completion of sitrep for fish: sitrep completion fish > ~/.config/fish/completions/sitrep.fish",
    ...levels.flatMap((level) => linesOf(level, condition(level, names))),
  ].join("\n");
}

/** True on the command line of this level: its words were typed, none of a level below it. */
function condition({ path, commands }: Level, top: string): string {
  const typed = path.map((word) => `__fish_seen_subcommand_from ${word}`);
  const below = path.length === 0 ? top : commands.map(({ name }) => name).join(" ");
  return [...typed, ...(below ? [`not __fish_seen_subcommand_from ${below}`] : [])].join("; and ");
}

function linesOf({ commands, flags }: Level, when: string): string[] {
  const said = commands.map(
    ({ name, description }) => `complete -c sitrep -n ${quoted(when)} -f -a ${name} -d ${quoted(description)}`,
  );
  return [...said, ...flags.map((flag) => `complete -c sitrep -n ${quoted(when)} ${flagLine(flag)}`)];
}

function flagLine({ long, short, description, value }: Flag): string {
  const takes =
    value === undefined
      ? ""
      : value === "folder"
        ? " -x -a '(__fish_complete_directories)'"
        : value === "file"
          ? " -r -F"
          : " -x";
  return `-l ${long.slice(2)}${short ? ` -s ${short.slice(1)}` : ""}${takes} -d ${quoted(description)}`;
}
