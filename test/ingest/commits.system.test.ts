import { execFileSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { ingestAll, reader, temporaryFolder, write } from "./fixture.ts";

test("a document carries the commit that has it, and none while it differs from it", async () => {
  const root = temporaryFolder();
  const files = { "a.md": "# Disk full\n\nDelete old logs.\n", "sub/b.md": "# Certificate expired\n\nRenew it.\n" };
  const folder = await write(path.join(root, "docs"), files);
  const dir = path.join(root, "index");
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { cwd: folder })
      .toString()
      .trim();
  git("init", "-q");
  git("add", "a.md");
  git("commit", "-qm", "one");
  await ingestAll({ folders: [folder], dir });
  const first = git("rev-parse", "HEAD");
  const commits = async () =>
    Object.fromEntries((await reader(dir, folder).documents()).map((d) => [d.path, d.commit]));
  expect(await commits()).toEqual({ "a.md": first, "sub/b.md": "" });
  git("add", ".");
  git("commit", "-qm", "two");
  expect((await ingestAll({ folders: [folder], dir })).summary.unchanged).toBe(2);
  expect(await commits()).toEqual({ "a.md": first, "sub/b.md": git("rev-parse", "HEAD") });
});
