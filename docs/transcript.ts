import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { main } from "../src/cli/main.ts";

/** Wide enough for the commands, narrow enough for a page. */
const COLUMNS = 110;
const SHOWN = /(?<=^\$ sitrep ask .*\n)[\s\S]*?(?=\n```)/m;

/** The README with what the demo prints today; as it is when only times of the run differ. */
export async function withTranscript(readme: string): Promise<string> {
  const [shown = ""] = SHOWN.exec(readme) ?? [];
  const printed = await transcript();
  return timeless(shown) === timeless(printed) ? readme : readme.replace(SHOWN, () => printed);
}

function timeless(text: string): string {
  return text.replace(/\(\d+ ms\)|indexed .*? ago/g, "…").replace(/\s+/g, " ");
}

/** The answer to the demo's question, on a terminal in an empty home. */
async function transcript(): Promise<string> {
  const home = await mkdtemp(path.join(tmpdir(), "sitrep-transcript-"));
  const flags = ["--index", path.join(home, "index"), "--audit", "off", "--runbooks", "runbooks"];
  const run = async (...words: string[]) => {
    const lines: string[] = [];
    const out = (text: string) => void lines.push(text);
    const screen = { columns: COLUMNS, colour: false };
    await main([...flags, ...words], { screen, env: { HOME: home }, cwd: process.cwd(), out, err: out });
    return lines.join("\n");
  };
  try {
    await run("ingest");
    return await run("--capture", "demo/capture", "ask", "what's wrong with payments?");
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
