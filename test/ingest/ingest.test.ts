import { globSync, readFileSync } from "node:fs";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { ingest } from "../../ingest/index.ts";
import { ingestAll, reader, temporaryFolder, write } from "./fixture.ts";

const A = "# Disk full\n\nDelete old logs on the payments volume.\n";
const B = "# Certificate expired\n\nRenew the certificate of the gateway.\n";

async function setUp(files: Record<string, string> = { "a.md": A, "sub/b.md": B }) {
  const root = temporaryFolder();
  return { root, folder: await write(path.join(root, "docs"), files), dir: path.join(root, "index") };
}

test("a second run writes nothing, and parses nothing", async () => {
  const { folder, dir } = await setUp();
  const first = await ingestAll({ folders: [folder], dir });
  const second = await ingestAll({ folders: [folder], dir });
  expect(first.summary).toMatchObject({ documents: 2, added: 2, unchanged: 0 });
  expect(second.summary).toMatchObject({ documents: 2, added: 0, changed: 0, unchanged: 2, chunks: 0 });
  expect(second.progress).toEqual([]);
});

test("a changed document is replaced and a removed one goes away", async () => {
  const { folder, dir } = await setUp();
  await ingestAll({ folders: [folder], dir });
  await writeFile(path.join(folder, "a.md"), "# Disk full\n\nGrow the volume instead.\n");
  await rm(path.join(folder, "sub/b.md"));
  const { summary } = await ingestAll({ folders: [folder], dir });
  expect(summary).toMatchObject({ documents: 1, added: 0, changed: 1, removed: 1 });
  const library = reader(dir, folder);
  expect((await library.search("payments volume disk full")).passages[0]?.text).toContain("Grow the volume");
  expect((await library.documents()).map(({ path }) => path)).toEqual(["a.md"]);
});

test("a run that is stopped can be repeated", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [`${i}.md`, `# Page ${i}\n\n${"words ".repeat(9000)}\n`]),
  );
  const { folder, dir } = await setUp(files);
  const controller = new AbortController();
  const run = ingest({ folders: [folder], dir, signal: controller.signal });
  for (let i = 0; i < 25; i++) await run.next();
  controller.abort();
  await expect(run.next()).rejects.toThrow();
  const { summary } = await ingestAll({ folders: [folder], dir });
  expect(summary.documents).toBe(40);
  expect(summary.unchanged).toBeGreaterThan(0);
});

test.each(["state.lance", "state.lance/_versions"])(
  "what a kill leaves of the first table, %s, is no index and no obstacle",
  async (left) => {
    const { folder, dir } = await setUp();
    await mkdir(path.join(dir, left), { recursive: true });
    expect((await reader(dir, folder).report()).status).toBe("not-configured");
    expect((await ingestAll({ folders: [folder], dir })).summary.documents).toBe(2);
    expect((await reader(dir, folder).report()).status).toBe("ok");
  },
);

test("the same path in two folders: the first keeps its name, the other gets its folder's", async () => {
  const root = temporaryFolder();
  const one = await write(path.join(root, "team-a"), { "README.md": A });
  const two = await write(path.join(root, "team-b"), { "README.md": B });
  const dir = path.join(root, "index");
  await ingestAll({ folders: [one, two], dir });
  const library = reader(dir, one);
  expect((await library.documents()).map(({ path }) => path).sort()).toEqual(["README.md", "team-b/README.md"]);
});

test("a folder that is not there is an input error, and the index stays as it was", async () => {
  const { folder, dir } = await setUp();
  await ingestAll({ folders: [folder], dir });
  await expect(ingestAll({ folders: [path.join(folder, "missing")], dir })).rejects.toMatchObject({ kind: "input" });
  expect(await reader(dir, folder).documents()).toHaveLength(2);
});

test("a folder without documents is refused, and the index stays as it was", async () => {
  const { folder, dir } = await setUp();
  await ingestAll({ folders: [folder], dir });
  const unmounted = await write(path.join(folder, "unmounted"), { "notes.txt": "no Markdown" });
  await expect(ingestAll({ folders: [unmounted], dir })).rejects.toMatchObject({ kind: "input" });
  expect(await reader(dir, folder).documents()).toHaveLength(2);
  const { summary } = await ingestAll({ folders: [folder, unmounted], dir });
  expect(summary).toMatchObject({ documents: 2, skipped: [{ path: unmounted, why: "no Markdown file in it" }] });
});

test("an index that cannot be read says so and what to delete", async () => {
  const { folder, dir } = await setUp();
  await ingestAll({ folders: [folder], dir });
  const files = await readdir(dir, { recursive: true });
  for (const file of files.filter((name) => name.endsWith(".lance") && name.includes("data")))
    await writeFile(path.join(dir, file), "cut off");
  await expect(ingestAll({ folders: [folder], dir })).rejects.toMatchObject({
    kind: "setup",
    message: expect.stringContaining(dir),
  });
});

test("secrets in documents are nowhere in the index, and lines below them keep their numbers", async () => {
  const key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7\nabcdefgh\n-----END RSA PRIVATE KEY-----";
  const text = `# Access\n\npassword: hunter2horse\n\n${key}\n\nThe bastion is the last line.\n`;
  const { folder, dir } = await setUp({ "a.md": text });
  await ingestAll({ folders: [folder], dir });
  const section = await reader(dir, folder).section("a.md", [1, 100]);
  expect(section.text).not.toMatch(/hunter2horse|MIIEpAIBAAKCAQEA7|abcdefgh/);
  expect(section.text.split("\n")[9]).toBe("The bastion is the last line.");
  for (const file of globSync("**/*", { cwd: dir, withFileTypes: true }).filter((entry) => entry.isFile()))
    expect(readFileSync(path.join(file.parentPath, file.name), "latin1")).not.toMatch(/hunter2horse|MIIEpAIBAAKCAQEA7/);
});
