import { main } from "../src/cli/main.ts";
import { processTerminal } from "../src/cli/terminal.ts";

const AT = ["--index", ".sitrep/demo-index", "--audit", ".sitrep/audit.jsonl", "--runbooks", "runbooks"];
const CAPTURE = ["--capture", "demo/capture"];
const QUESTION = process.argv[2] ?? "what's wrong with payments?";

/** Runs a command as a user would type it, and shows the line that was typed. */
async function run(...words: string[]): Promise<number> {
  console.log(`$ sitrep ${words.map((word) => (/[^\w./-]/.test(word) ? JSON.stringify(word) : word)).join(" ")}`);
  const code = await main([...AT, ...CAPTURE, ...words], processTerminal());
  console.log();
  return code;
}

/** 3 is the answer of a broken system: the demo's incident is one, and showing it is a success. */
const BROKEN = 3;

const indexed = await run("ingest", "runbooks");
const answered = indexed === 0 ? await run("ask", QUESTION) : indexed;
process.exitCode = answered === BROKEN ? 0 : answered;
