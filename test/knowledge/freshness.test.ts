import { cp, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { Freshness } from "../../src/knowledge/index/freshness.ts";
import { IndexReader } from "../../src/knowledge/index/reader.ts";
import { ingestAll, reader, temporaryFolder, write } from "../ingest/fixture.ts";

const DISK = "# Disk is full\n\nDelete old logs on the payments volume.\n";

async function indexed(
  files: Record<string, string | Buffer> = { "disk.md": DISK, "dns.md": "# Names\n\nAsk CoreDNS.\n" },
) {
  const root = temporaryFolder();
  const folder = await write(path.join(root, "docs"), files);
  const dir = path.join(root, "index");
  await ingestAll({ folders: [folder], dir });
  return { root, folder, dir, file: path.join(folder, "disk.md"), open: () => reader(dir, folder) };
}

test("a file that was changed since it was indexed: the report and the search name it and how to index it", async () => {
  const { folder, dir, file, open } = await indexed();
  await writeFile(file, DISK.replace("Delete old logs", "Grow the disk"));
  const report = await open().report();
  expect(report).toMatchObject({ status: "stale", completeness: "partly" });
  expect(report.missing.map(({ why }) => why).join()).toContain(`1 changed (disk.md)`);
  expect(report.missing.map(({ why }) => why).join()).toContain(`sitrep ingest ${folder}`);
  const { passages, stale } = await open().search("disk full payments volume");
  expect(stale).toContain("1 changed (disk.md)");
  expect(passages.map(({ path, stale }) => [path, stale])).toEqual([["disk.md", true]]);
  await ingestAll({ folders: [folder], dir });
  expect(await open().report()).toMatchObject({ status: "ok", completeness: "answered" });
  expect((await open().search("disk full")).stale).toBeUndefined();
});

test("new and deleted files are told too, in a number and by name", async () => {
  const { folder, file, open } = await indexed();
  await rm(file);
  await write(
    folder,
    Object.fromEntries(["a", "b", "c", "d"].map((name) => [`new/${name}.md`, `# ${name}\n\ntext\n`])),
  );
  expect((await open().search("names")).stale).toMatch(
    /^4 new \(new\/a\.md, new\/b\.md, new\/c\.md and 1 more\), 1 deleted \(disk\.md\)/,
  );
});

test("a file that was touched, copied or checked out again without a change is not stale", async () => {
  const { file, open } = await indexed();
  await utimes(file, new Date(), new Date());
  await writeFile(file, DISK);
  expect(await open().report()).toMatchObject({ status: "ok" });
});

test("a file replaced by another of the same size and time is told", async () => {
  const { root, file, open } = await indexed();
  const { atime, mtime } = await stat(file);
  const other = path.join(root, "other.md");
  await writeFile(other, (await readFile(file, "utf8")).replace("old", "all"));
  await utimes(other, atime, mtime);
  await rename(other, file);
  expect(await open().report()).toMatchObject({ status: "stale" });
});

test("what the last ingest refused is no new document", async () => {
  const { folder, file, open } = await indexed({
    "disk.md": DISK,
    "empty.md": "",
    "binary.md": Buffer.from([1, 0, 2]),
  });
  expect(await open().report()).toMatchObject({ status: "ok" });
  await cp(file, path.join(folder, "copy.md"));
  await writeFile(path.join(folder, "empty.md"), "\n");
  expect((await open().search("disk")).stale).toMatch(/^1 new \(copy\.md\)/);
});

test("of more files than are compared, all touched and none changed, it is told that some were not, and nothing is called stale", async () => {
  const names = Array.from({ length: 1_003 }, (_, i) => `${i}.md`);
  const { open } = await indexed(Object.fromEntries(names.map((name) => [name, `# Page ${name}\n\ntext\n`])));
  const report = await open().report();
  expect(report).toMatchObject({ status: "ok", completeness: "answered" });
  expect(report.missing.map(({ why }) => why).join()).toContain("3 more may differ");
  expect((await open().search("page")).stale).toBeUndefined();
});

test("files that are not on this machine are not called deleted", async () => {
  const { root, folder, open } = await indexed();
  await rename(folder, path.join(root, "elsewhere"));
  expect(await open().report()).toMatchObject({ status: "ok" });
  const moved = reader(path.join(root, "index"), path.join(root, "elsewhere"));
  await rm(path.join(root, "elsewhere", "disk.md"));
  expect((await moved.search("names")).stale).toMatch(/1 deleted \(disk\.md\)/);
});

test("a running server notices, and notices that it was indexed again", async () => {
  const { folder, dir, file, open } = await indexed();
  const library = open();
  expect(await library.report()).toMatchObject({ status: "ok" });
  await writeFile(file, `${DISK}\nThen look again.\n`);
  await expect.poll(async () => (await library.report()).status, { timeout: 20_000, interval: 500 }).toBe("stale");
  await ingestAll({ folders: [folder], dir });
  await expect.poll(async () => (await library.report()).status, { timeout: 20_000, interval: 500 }).toBe("ok");
});

test("files that are still compared are told so, in place of nothing", async () => {
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`pages/${i}.md`, `# Page ${i}\n\ntext\n`]));
  const { folder, dir, file } = await indexed({ "disk.md": DISK, ...many });
  await writeFile(file, DISK.replace("Delete old logs", "Grow the disk"));
  const index = await new IndexReader(dir).current();
  if (!index) throw new Error("no index");
  const hasty = new Freshness([folder], 0);
  expect(await hasty.of(index)).toBe("late");
  await vi.waitFor(async () => expect(await hasty.of(index)).toMatchObject({ changed: ["disk.md"] }));
});
