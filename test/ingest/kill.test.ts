import { spawn } from "node:child_process";
import { once } from "node:events";
import { rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { ingestAll, reader, temporaryFolder, write } from "./fixture.ts";

const KILLS = 50;
const DOCUMENTS = 120;
/** Every document has its version at its beginning and at its end: half a document would show two. */
const page = (n: number, version: number) =>
  `# Page ${n} version v${version}v\n\n${`Restart the worker ${n} and look at the queue.\n`.repeat(120)}\n## End\n\nversion v${version}v\n`;

function startIngest(dir: string, folder: string) {
  return spawn(process.execPath, [path.join(import.meta.dirname, "run-ingest.ts"), dir, folder], { stdio: "ignore" });
}

test(`${KILLS} kills at random moments: the index opens, searches, shows no half document, and is complete after the next run`, async () => {
  const root = temporaryFolder();
  const folder = await write(
    path.join(root, "docs"),
    Object.fromEntries(Array.from({ length: DOCUMENTS }, (_, n) => [`${n}.md`, page(n, 0)])),
  );
  const dir = path.join(root, "index");
  const away = path.join(root, "away");
  const library = reader(dir, folder);
  let interrupted = 0;
  for (let kill = 1; kill <= KILLS; kill++) {
    const child = startIngest(dir, folder);
    const exited = once(child, "exit");
    await Promise.race([exited, setTimeout(150 + Math.random() * 900)]);
    child.kill("SIGKILL");
    const [code] = await exited;
    if (code === null) interrupted++;
    // It is about the index alone: while the files are away, none of them can be newer than it.
    await rename(folder, away);
    await expectWhole(library, kill);
    await rename(away, folder);
    for (let n = 0; n < 40; n++) await writeFile(path.join(folder, `${(kill * 7 + n) % DOCUMENTS}.md`), page(n, kill));
  }
  expect(interrupted).toBeGreaterThan(KILLS / 3);
  const { summary } = await ingestAll({ folders: [folder], dir });
  expect(summary).toMatchObject({ documents: DOCUMENTS, skipped: [] });
  expect((await ingestAll({ folders: [folder], dir })).summary.unchanged).toBe(DOCUMENTS);
}, 180_000);

async function expectWhole(library: ReturnType<typeof reader>, kill: number): Promise<void> {
  const report = await library.report();
  // Killed before it wrote anything at all.
  if (report.status === "not-configured") return;
  expect(["ok", "truncated", "empty"], report.detail).toContain(report.status);
  const { passages } = await library.search(`restart the worker version v${kill - 1}v`, { limit: 3 });
  for (const { path } of passages) {
    const { text, length } = await library.section(path);
    const versions = new Set([...text.matchAll(/version (v\d+v)/g)].map((match) => match[1]));
    expect([length, versions.size]).toEqual([127, 1]);
  }
}
