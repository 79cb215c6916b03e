import { mkdir, symlink, truncate } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { ingestAll, reader, temporaryFolder, write } from "./fixture.ts";

const GOOD = "# Disk full\n\nDelete old logs.\n";

async function ingestFiles(files: Record<string, string | Buffer>, prepare?: (folder: string) => Promise<void>) {
  const root = temporaryFolder();
  const folder = await write(path.join(root, "docs"), { "good.md": GOOD, ...files });
  await prepare?.(folder);
  const dir = path.join(root, "index");
  const { summary } = await ingestAll({ folders: [folder], dir });
  return { summary, library: reader(dir, folder) };
}

test("what is not text is reported with the reason and stops nothing", async () => {
  const { summary } = await ingestFiles({
    "binary.md": Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]),
    "latin1.md": Buffer.from("# St\xf6rung", "latin1"),
    "empty.md": "",
    "notes.txt": "not Markdown",
  });
  expect(summary.documents).toBe(1);
  expect(Object.fromEntries(summary.skipped.map(({ path, why }) => [path, why]))).toEqual({
    "binary.md": "binary",
    "latin1.md": "not UTF-8",
    "empty.md": "empty",
  });
});

test("a file of 10 MB is indexed to its last line; a larger one is reported", async () => {
  const line = "Restart the payments worker and look at its queue.\n";
  const head = "# Long\n\n";
  const tail = "\n## The very end\n\nxylophone\n";
  const lines = Math.floor((10 * 1024 * 1024 - head.length - tail.length) / line.length);
  const text = head + line.repeat(lines) + tail;
  const { summary, library } = await ingestFiles({ "large.md": text, "larger.md": "" }, (folder) =>
    truncate(path.join(folder, "larger.md"), 10 * 1024 * 1024 + 1),
  );
  expect(summary.skipped).toEqual([{ path: "larger.md", why: "larger than 10 MB" }]);
  const [passage] = (await library.search("xylophone")).passages;
  expect(passage).toMatchObject({ path: "large.md", heading: "The very end" });
}, 240_000);

test("loops of links end, links to files are followed, broken ones are reported", async () => {
  const { summary } = await ingestFiles({ "deep/b.md": "# B\n\ntext\n" }, async (folder) => {
    await symlink("..", path.join(folder, "deep", "up"));
    await symlink("good.md", path.join(folder, "alias.md"));
    await symlink("nowhere.md", path.join(folder, "broken.md"));
  });
  expect(summary.documents).toBe(3);
  expect(summary.skipped.map(({ path }) => path).sort()).toEqual(["broken.md", "deep/up"]);
});

test("a folder mounted from a ConfigMap is read once", async () => {
  const { summary } = await ingestFiles({}, async (folder) => {
    await mkdir(path.join(folder, "..2026_03_14"));
    await write(path.join(folder, "..2026_03_14"), { "c.md": "# C\n\ntext\n" });
    await symlink("..2026_03_14", path.join(folder, "..data"));
    await symlink("..data/c.md", path.join(folder, "c.md"));
  });
  expect(summary.documents).toBe(2);
});

test("a folder named like a document is no document", async () => {
  const { summary } = await ingestFiles({ "folder.md/inner.md": "# Inner\n\ntext\n" });
  expect(summary.documents).toBe(2);
});

test("byte order mark, CRLF and other scripts: the lines and words are right", async () => {
  const { library } = await ingestFiles({
    "windows.md": "\ufeff# Störung im Zahlungsdienst\r\n\r\nErste Zeile.\r\nZweite Zeile 支払い.\r\n",
  });
  const [passage] = (await library.search("Störung 支払い")).passages;
  expect(passage).toMatchObject({ path: "windows.md", title: "Störung im Zahlungsdienst", lines: [1, 4] });
  if (passage) expect((await library.check(passage)).status).toBe("holds");
});

test("hostile Markdown does not hold up the run", async () => {
  const { summary } = await ingestFiles({
    "brackets.md": `# A\n\n${"[".repeat(300_000)}\n`,
    "emphasis.md": `# A\n\n${"*a_ ".repeat(80_000)}\n`,
    "quotes.md": `# A\n\n${`${"> ".repeat(900)}x\n`.repeat(20)}`,
    "ticks.md": `# A\n\n${Array.from({ length: 2000 }, (_, i) => "`".repeat(i % 300)).join(" a ")}\n`,
    "links.md": `# A\n\n${"[a](b \n".repeat(20_000)}\n## [Kept](x.md)\n`,
    "brackets-closed.md": `# A\n\n${"](x \n".repeat(20_000)}\n`,
    "letters.md": `# A\n\n${"x\n".repeat(40_000)}\n`,
    "table.md": `# A\n\n|${"a|".repeat(20_000)}\n|${"-|".repeat(20_000)}\n`,
  });
  expect(summary.documents).toBe(9);
});
