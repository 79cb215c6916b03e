import { main } from "../../src/cli/main.ts";
import type { Screen } from "../../src/cli/terminal.ts";

export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs a command line as a person would whose home is `home`, into a pipe; what it prints is caught. */
export function sitrep(home: string, ...words: string[]): Promise<Ran> {
  return sitrepOn({ columns: undefined, colour: false }, home, ...words);
}

/** The same on a terminal of this width. */
export async function sitrepOn(screen: Screen, home: string, ...words: string[]): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await main(words, {
    screen,
    env: { HOME: home },
    cwd: home,
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}
