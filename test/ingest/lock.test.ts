import { writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { lockIndex } from "../../ingest/lock.ts";
import { temporaryFolder } from "./fixture.ts";

test("only one writer at a time; the next one may write when the first has finished", async () => {
  const dir = temporaryFolder();
  {
    await using _first = await lockIndex(dir);
    await expect(lockIndex(dir)).rejects.toMatchObject({
      kind: "unavailable",
      message: expect.stringContaining(String(process.pid)),
    });
  }
  await using again = await lockIndex(dir);
  expect(again).toBeDefined();
});

test.each([
  ["a process that died", JSON.stringify({ host: hostname(), pid: 4_194_303, started: "1" })],
  ["a process whose number another one has now", JSON.stringify({ host: hostname(), pid: process.pid, started: "0" })],
  ["a process that died while it wrote the lock", '{"host":'],
])("the lock of %s is taken over", async (_, content) => {
  const dir = temporaryFolder();
  await writeFile(path.join(dir, "writer.lock"), content);
  await using lock = await lockIndex(dir);
  expect(lock).toBeDefined();
});

test("of many that find a dead lock, one gets it", async () => {
  const dir = temporaryFolder();
  await writeFile(path.join(dir, "writer.lock"), JSON.stringify({ host: hostname(), pid: 4_194_303, started: "1" }));
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockIndex(dir)));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});

test("an index folder that cannot be made is named, with the setting that names another", async () => {
  const file = path.join(temporaryFolder(), "file");
  await writeFile(file, "");
  await expect(lockIndex(path.join(file, "index"))).rejects.toMatchObject({
    kind: "setup",
    message: expect.stringContaining(file),
    hint: expect.stringContaining("--index"),
  });
});

test("a lock held on another machine is respected", async () => {
  const dir = temporaryFolder();
  await writeFile(path.join(dir, "writer.lock"), JSON.stringify({ host: "elsewhere", pid: 1, started: "1" }));
  await expect(lockIndex(dir)).rejects.toMatchObject({ kind: "unavailable" });
});

test("a take-over that was killed in the middle is waited for, then taken over itself", async () => {
  const dir = temporaryFolder();
  await writeFile(path.join(dir, "writer.lock"), '{"host":');
  await writeFile(path.join(dir, "writer.lock.take-over"), "");
  await using lock = await lockIndex(dir);
  expect(lock).toBeDefined();
}, 20_000);
