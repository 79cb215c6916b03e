import type { Command } from "commander";
import { type Level, levelsOf } from "./words.ts";

/** For bash 4 and newer; needs nothing else. */
export function bash(program: Command): string {
  const levels = levelsOf(program);
  return `# completion of sitrep for bash: source <(sitrep completion bash)
_sitrep() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} at='' i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$at \${COMP_WORDS[i]}" in
${levels.slice(1).map(step).join("\n")}
    esac
  done
  case $previous in
    ${valued(levels, "folder")}) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$word"); return ;;
    ${valued(levels, "file")}) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$word"); return ;;
    ${valued(levels, "other")}) return ;;
  esac
  local words=''
  case $at in
${levels.map(words).join("\n")}
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -F _sitrep -o default sitrep`;
}

function step({ path }: Level): string {
  const parent = path.slice(0, -1).map((word) => ` ${word}`);
  return `      "${parent.join("")} ${path.at(-1)}") at+=" \${COMP_WORDS[i]}" ;;`;
}

function words({ path, commands, flags }: Level): string {
  const all = [...commands.map(({ name }) => name), ...flags.map(({ long }) => long)];
  return `    "${path.map((word) => ` ${word}`).join("")}") words='${all.join(" ")}' ;;`;
}

function valued(levels: readonly Level[], kind: string): string {
  const flags = levels.flatMap((level) => level.flags).filter(({ value }) => value === kind);
  return [...new Set(flags.flatMap(({ long, short }) => (short ? [long, short] : [long])))].join("|");
}
