import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { isClaim } from "../../src/core/passage.ts";
import { subjectOfPaste } from "../../src/core/salience.ts";
import { openLibrary } from "../../src/knowledge/library.ts";

/**
 * Questions as they are typed at 2 AM, over an index of public operations pages: `node bench/retrieval/two-am.ts --index DIR
 * [--models DIR]`. `ok` is a pattern of the paths of pages that help. Prints how many first passages help, and how many of
 * these are claimed.
 */
const { values } = parseArgs({ options: { index: { type: "string" }, models: { type: "string" } } });
if (!values.index) throw new Error("name --index DIR");
const rows: { q: string; ok: string }[] = readFileSync(path.join(import.meta.dirname, "two-am.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const library = openLibrary({ dir: values.index, folders: [], modelsDir: values.models ?? "" });
const count = { useful: 0, claimed: 0, wrong: 0 };
for (const { q, ok } of rows) {
  const text = subjectOfPaste(q, 2_000);
  const { coverage, passages } = await library.search({ text }, { limit: 3, signal: AbortSignal.timeout(20_000) });
  const first = passages[0]?.path ?? "nothing";
  const helps = new RegExp(ok).test(first);
  if (helps) count.useful++;
  if (isClaim(coverage)) count[helps ? "claimed" : "wrong"]++;
  if (!helps) console.log(`${q.slice(0, 70).replaceAll("\n", " ")}: ${first} (${coverage})`);
}
console.log(`${count.useful} of ${rows.length} help; ${count.claimed} of them claimed, ${count.wrong} others claimed`);
await library.close();
