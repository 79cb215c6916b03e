import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sitrep } from "./run.ts";

const run = promisify(execFile);
const scripts: Record<string, string> = {};
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "sitrep-completion-"));
  for (const shell of ["bash", "zsh", "fish"]) {
    const { code, out, err } = await sitrep(tmpdir(), "completion", shell);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    scripts[shell] = path.join(folder, `sitrep.${shell}`);
    writeFileSync(scripts[shell], `${out}\n`);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What each shell offers after the line, as the shell itself says. */
const OFFERS: Record<string, (line: string, last: string) => Promise<string[]>> = {
  async bash(line) {
    const words = line.split(" ");
    const quoted = words.map((word) => `'${word}'`).join(" ");
    const ask = `compopt() { :; }; source ${scripts.bash}; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _sitrep; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return (await run("bash", ["--norc", "-c", ask], { cwd: folder })).stdout.split("\n");
  },
  async fish(line) {
    const { stdout } = await run("fish", ["--no-config", "-c", `source ${scripts.fish}; complete -C '${line}'`], {
      cwd: folder,
    });
    return stdout.split("\n").map((row) => row.split("\t")[0] ?? "");
  },
  async zsh(line, last) {
    return (await run("zsh", ["-f", "-c", ZSH, "zsh", scripts.zsh ?? "", line, last], { cwd: folder })).stdout.split(
      /\s+/,
    );
  },
};

/**
 * zsh completes only where somebody types: a second zsh on a pseudo terminal is typed to, and lists with Ctrl-D. It is typed
 * to once its line editor says so (before, Ctrl-D ends the input), and read until the list has its last word.
 */
const ZSH = `
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1=; TERM=dumb; COLUMNS=200; LISTMAX=1000; autoload -Uz compinit; compinit -u -D; source $1; zstyle ':completion:*' verbose no; zle-line-init() { print -n TYPE''NOW }; zle -N zle-line-init"
zpty -r -m shell seen '*TYPENOW*'
zpty -w -n shell "$2"$'\\x04'
all=''
for ((tries = 0; tries < 400; tries++)); do
  while zpty -r -t shell seen; do all+=$seen; done
  [[ $all == *"$3"[[:space:]]* ]] && break
  sleep 0.05
done
print -r -- "$all"
zpty -d shell
`;

describe.each(["bash", "zsh", "fish"])("%s", (shell) => {
  test.each([
    { line: "sitrep c", offers: ["capture", "changes", "check", "completion"] },
    { line: "sitrep model ", offers: ["pull"] },
    { line: "sitrep ask --w", offers: ["--why"] },
    { line: "sitrep logs --p", offers: ["--pattern", "--previous", "--prometheus-url"] },
    { line: "sitrep --capture somewhere eval ", offers: ["diagnosis", "retrieval"] },
  ])("after “$line”", async ({ line, offers }) => {
    const offered = await OFFERS[shell]?.(line, offers.at(-1) ?? "");
    expect(offered).toEqual(expect.arrayContaining(offers));
    expect(offered).not.toContain("serve");
  });
});
