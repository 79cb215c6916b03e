import { main } from "../../src/cli/main.ts";

export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs a command line as a person would whose home is `home`; what it prints is caught. */
export async function sitrep(home: string, ...words: string[]): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await main(words, {
    env: { HOME: home },
    cwd: home,
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}
