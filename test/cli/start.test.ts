import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** Prints the address of every module that is loaded, on stderr. */
const HOOK = `import { registerHooks } from "node:module";
registerHooks({ load(url, context, next) { process.stderr.write(url + "\\n"); return next(url, context); } });`;

async function loaded(...words: string[]): Promise<string[]> {
  const args = ["--import", `data:text/javascript,${encodeURIComponent(HOOK)}`, "bin/sitrep.ts", ...words];
  const { stderr } = await promisify(execFile)(process.execPath, args, { env: { HOME: tmpdir() } });
  return stderr.trim().split("\n");
}

test.each([{ words: ["--version"] }, { words: ["--help"] }, { words: ["ask", "--help"] }])(
  "$words loads the command line and nothing else",
  async ({ words }) => {
    const urls = await loaded(...words);
    const packages = urls.flatMap((url) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? []);
    const folders = urls.flatMap((url) => /\/src\/([^/]+)/.exec(url)?.[1] ?? []);
    expect([...new Set(packages)]).toEqual(["commander"]);
    expect([...new Set(folders)].sort()).toEqual(["cli", "core"]);
  },
);
