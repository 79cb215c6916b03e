import { readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { openStore, readState, writeState } from "../../src/knowledge/index/store.ts";
import { ingestAll, libraryOf, reader, temporaryFolder } from "../ingest/fixture.ts";

const TEXT = "# Disk is full\n\n## Diagnosis\n\nFind what fills the disk.\n\n## Mitigation\n\nDelete old logs.\n";

async function cited() {
  const library = await libraryOf({ "disk.md": TEXT });
  const [passage] = (await library.search("disk full")).passages;
  if (!passage) throw new Error("nothing found");
  return { library, passage, file: path.join(library.folder, "disk.md") };
}

test("every passage can be checked against its file", async () => {
  const { library, passage } = await cited();
  expect(await library.check(passage)).toMatchObject({ status: "holds" });
});

test("an edited document no longer holds what was cited", async () => {
  const { library, passage, file } = await cited();
  await writeFile(file, TEXT.replace("Delete old logs", "Grow the volume"));
  expect(await library.check(passage)).toMatchObject({ status: "changed" });
});

test("lines that moved are found where they are now", async () => {
  const { library, passage, file } = await cited();
  await writeFile(file, `A new first line.\n\n${TEXT}`);
  const [from, to] = passage.lines;
  expect(await library.check(passage)).toMatchObject({ status: "moved", now: `disk.md#L${from + 2}-L${to + 2}` });
});

test("lines in a file that was renamed are found once it is indexed again", async () => {
  const { library, passage, file } = await cited();
  await rename(file, path.join(library.folder, "storage.md"));
  await ingestAll({ folders: [library.folder], dir: library.dir });
  expect(await reader(library.dir, library.folder).check(passage)).toMatchObject({
    status: "moved",
    now: `storage.md#L${passage.lines[0]}-L${passage.lines[1]}`,
  });
});

test("a citation of a deleted document is gone", async () => {
  const { library, passage, file } = await cited();
  await rm(file);
  expect(await library.check(passage)).toMatchObject({ status: "gone" });
});

test("line endings and a byte order mark do not break a citation", async () => {
  const { library, passage, file } = await cited();
  await writeFile(file, `\ufeff${TEXT.replaceAll("\n", "\r\n")}`);
  expect(await library.check(passage)).toMatchObject({ status: "holds" });
});

test("no file outside the folders is read for a check", async () => {
  const { library } = await cited();
  for (const path of ["../../etc/passwd", "/etc/passwd", "a/../../x.md"])
    expect(await library.check({ path, lines: [1, 1], hash: "0".repeat(64) })).toMatchObject({ status: "gone" });
});

test("lines of several sections, as an answer cites them, are checked without their hash", async () => {
  const { library, file } = await cited();
  const lines: [number, number] = [3, 9];
  expect(await library.check({ path: "disk.md", lines, hash: undefined })).toMatchObject({ status: "holds" });
  await writeFile(file, TEXT.replace("Delete old logs", "Grow the volume"));
  expect(await library.check({ path: "disk.md", lines, hash: undefined })).toMatchObject({ status: "changed" });
  await expect(library.check({ path: "dsk.md", lines, hash: undefined })).rejects.toMatchObject({ kind: "input" });
});

test("where something was redacted, lines of several sections need their hash", async () => {
  const library = await libraryOf({ "db.md": TEXT.replace("Delete old logs", "PGPASSWORD=hunter2-Zx81kq psql") });
  const check = library.check({ path: "db.md", lines: [3, 9], hash: undefined });
  await expect(check).rejects.toMatchObject({ hint: expect.stringContaining("hash") });
});

test("a section is exactly its lines, with the outline of the document", async () => {
  const { library } = await cited();
  const section = await library.section("disk.md", [7, 9]);
  expect(section).toMatchObject({ text: "## Mitigation\n\nDelete old logs.", lines: [7, 9], title: "Disk is full" });
  expect((await library.check(section)).status).toBe("holds");
});

test("a document or lines that are not there: an input error that says what there is", async () => {
  const { library } = await cited();
  await expect(library.section("disc.md")).rejects.toMatchObject({ kind: "input" });
  await expect(library.section("DISK.md")).rejects.toMatchObject({ hint: expect.stringContaining("disk.md") });
  await expect(library.section("disk.md", [50, 60])).rejects.toMatchObject({
    kind: "input",
    message: expect.stringContaining("lines"),
  });
});

test("an index of another version says so and how to write it again, and that writes it", async () => {
  const { library } = await cited();
  const store = await openStore(library.dir);
  const state = await readState(store);
  if (!state) throw new Error("no index");
  await writeState(store, { ...state, schema: state.schema - 1 });
  store.close();
  await expect(reader(library.dir, library.folder).search("disk")).rejects.toMatchObject({
    kind: "setup",
    message: expect.stringContaining("Another version of sitrep wrote"),
    hint: `Run: sitrep ingest ${library.folder}`,
  });
  await ingestAll({ folders: [library.folder], dir: library.dir });
  expect((await reader(library.dir, library.folder).search("disk full")).passages[0]?.path).toBe("disk.md");
});

test("a running reader sees what was ingested after it was opened", async () => {
  const { library, file } = await cited();
  await writeFile(path.join(path.dirname(file), "queue.md"), "# Queue backlog\n\nScale the zebra consumers.\n");
  await ingestAll({ folders: [library.folder], dir: library.dir });
  await expect
    .poll(async () => (await library.search("zebra consumers")).passages[0]?.path, { timeout: 10_000 })
    .toBe("queue.md");
});

test("nothing indexed: the report says so, a search says how, and the folder is not made", async () => {
  const root = temporaryFolder();
  const library = reader(path.join(root, "index"), root);
  expect(await library.report()).toMatchObject({ source: "runbooks", status: "not-configured" });
  await expect(library.search("x")).rejects.toMatchObject({ kind: "setup", hint: "Run: sitrep ingest FOLDER" });
});

test("documents without a word are an empty source, not an error", async () => {
  const library = await libraryOf({ "empty.md": "" });
  expect(await library.report()).toMatchObject({ status: "empty" });
  expect(await library.search("disk")).toMatchObject({ coverage: "none", passages: [] });
});

test.each([
  ["https://github.com/acme/ops/blob/main/runbooks/payments/PaymentsOom.md", "runbooks/payments/PaymentsOom.md"],
  [
    "https://raw.githubusercontent.com/acme/ops/main/runbooks/payments/PaymentsOom.md",
    "runbooks/payments/PaymentsOom.md",
  ],
  ["https://gitlab.com/acme/ops/-/tree/master/runbooks/payments/PaymentsOom.md", "runbooks/payments/PaymentsOom.md"],
  ["https://runbooks.example.com/payments/paymentsoom/", "runbooks/payments/PaymentsOom.md"],
  ["https://github.com/acme/ops/wiki/PaymentsOom", "runbooks/payments/PaymentsOom.md"],
  ["https://example.com/gateway/PaymentsDown", "runbooks/gateway/PaymentsDown.md"],
  ["https://example.com/runbooks/queues/", "runbooks/queues/README.md"],
  ["https://runbooks.example.com/payments/PaymentsOom.html", "runbooks/payments/PaymentsOom.md"],
  ["https://example.com/runbooks/queues/index.html", "runbooks/queues/README.md"],
  [
    "https://github.com/acme/ops/blob/main/runbooks/payments/PaymentsOom.md?plain=1#L3",
    "runbooks/payments/PaymentsOom.md",
  ],
  ["https://gitlab.com/acme/ops/-/wikis/payments/Payments-Oom", "runbooks/payments/PaymentsOom.md"],
  ["https://manual.example.gov/alerts/disk-full.html#meaning", "alerts/disk-full.html.md"],
  ["https://example.com/PaymentsDown", undefined],
  ["https://example.com/unrelated", undefined],
  ["not a link", undefined],
])("runbook_url %s means %s", async (url, expected) => {
  const library = await libraryOf({
    "runbooks/payments/PaymentsOom.md": "# A\n\ntext\n",
    "runbooks/payments/PaymentsDown.md": "# B\n\ntext\n",
    "runbooks/gateway/PaymentsDown.md": "# C\n\ntext\n",
    "runbooks/queues/README.md": "# D\n\ntext\n",
    "alerts/disk-full.html.md": "# E\n\ntext\n",
  });
  expect((await library.byUrl(url))?.path).toBe(expected);
});

test("the anchor of a runbook_url is the section", async () => {
  const long = "Look at the pods and read their logs. ".repeat(30);
  const library = await libraryOf({
    "alerts.md": `# Alerts\n\n## Disk full!\n\n${long}\n\n## PaymentsOom\n\n${long}\n`,
  });
  expect(await library.byUrl("https://example.com/alerts#paymentsoom")).toMatchObject({ lines: [7, 9] });
  expect(await library.byUrl("https://example.com/alerts#disk-full")).toMatchObject({ lines: [3, 5] });
});

test("an anchor that no heading has means the alert it ends with, where only a table names it", async () => {
  const row = (name: string) => `| ${name} | ${"What to do is written here. ".repeat(60)}|`;
  const library = await libraryOf({
    "alerts.md": `# Alerts\n\n| alert | what to do |\n|---|---|\n${["DiskFull", "QueueGrows", "PaymentsOom"].map(row).join("\n")}\n`,
  });
  const { lines, text } = (await library.byUrl("https://example.com/alerts.md#alert-name-queuegrows")) ?? {};
  expect(text).toContain("| QueueGrows |");
  expect(lines?.[0]).toBeGreaterThan(1);
  expect(await library.byUrl("https://example.com/alerts.md#alert-name-other")).toMatchObject({ lines: [1, 8] });
});

test("a document that is misspelt is answered with the one that is meant", async () => {
  const { library } = await cited();
  await expect(library.section("dsk.md")).rejects.toMatchObject({ kind: "input", hint: "Did you mean disk.md?" });
});

test("an index whose files are damaged says so, and how to make it again", async () => {
  const { library } = await cited();
  const files = await readdir(library.dir, { recursive: true, withFileTypes: true });
  for (const file of files) if (file.isFile()) await writeFile(path.join(file.parentPath, file.name), "damaged");
  await expect(reader(library.dir, library.folder).search("disk full")).rejects.toMatchObject({
    kind: "setup",
    message: expect.stringContaining("cannot be read"),
    hint: expect.stringContaining("sitrep ingest"),
  });
});
