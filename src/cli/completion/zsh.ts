import type { Command } from "commander";
import { type Flag, type Level, levelsOf, quoted } from "./words.ts";

/** For zsh with its own completion system (compinit). */
export function zsh(program: Command): string {
  const levels = levelsOf(program);
  return `#compdef sitrep
# completion of sitrep for zsh: source <(sitrep completion zsh), after compinit
_sitrep() {
  local at='' word
  local -a commands
  for word in \${words[2,CURRENT-1]}; do
    case "$at $word" in
${levels.slice(1).map(step).join("\n")}
    esac
  done
  case $at in
${levels.map(answer).join("\n")}
  esac
}
compdef _sitrep sitrep`;
}

function step({ path }: Level): string {
  return `      "${path.map((word) => ` ${word}`).join("")}") at+=" $word" ;;`;
}

function answer({ path, commands, flags }: Level): string {
  const at = path.map((word) => ` ${word}`).join("");
  const named = commands.map(({ name, description }) => quoted(`${name}:${description.replaceAll(":", " ")}`));
  const listed = commands.length > 0 ? `commands=(${named.join(" ")}); _describe command commands; ` : "";
  return `    "${at}") ${listed}_arguments -S ${flags.map(spec).join(" ")}${commands.length > 0 ? "" : " '*:argument:_files'"} ;;`;
}

function spec({ long, short, description, value }: Flag): string {
  const told = `[${description.replace(/[[\]:]/g, " ")}]`;
  const rest =
    value === undefined
      ? ""
      : `:${long.slice(2)}:${value === "other" ? " " : value === "folder" ? "_files -/" : "_files"}`;
  return [long, ...(short ? [short] : [])].map((flag) => quoted(`${flag}${told}${rest}`)).join(" ");
}
