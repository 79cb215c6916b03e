import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { openLocalModel } from "../../src/knowledge/model/local.ts";
import { ingestAll, temporaryFolder, write } from "../ingest/fixture.ts";
import { installTinyModel } from "./tiny-model.ts";

const run = promisify(execFile);
/** Debian's package of this name; it sees what native code does. Without it the files are compared, and no more. */
const STRACE = "/usr/bin/strace";

test("a search with the model opens no connection and writes to sitrep's own folders only", async () => {
  const root = temporaryFolder();
  const at = (name: string) => path.join(root, name);
  const [home, models, index, trace] = [at("home"), at("models"), at("index"), at("trace")] as const;
  const docs = await write(path.join(root, "docs"), { "disk.md": "# Disk full\n\nDelete old logs.\n" });
  await write(home, { ".keep": "" });
  installTinyModel(models, "test/tiny", ["disk", "full", "delete", "old", "logs"]);
  const embedder = openLocalModel(models, "test/tiny");
  if (!embedder) throw new Error("the tiny model is not installed");
  await ingestAll({ folders: [docs], dir: index, embedder });
  await embedder.close();

  const search = [
    path.resolve("bin/sitrep.ts"),
    "--index",
    index,
    "--models",
    models,
    "--runbooks",
    docs,
    "search",
    "disk full",
  ];
  const watch = [
    "-f",
    "-qq",
    "-e",
    "trace=connect,sendto,openat,creat,mkdir,mkdirat,rename,renameat2",
    "-o",
    trace,
    process.execPath,
  ];
  const [program, args] = existsSync(STRACE) ? [STRACE, [...watch, ...search]] : [process.execPath, search];
  const env = { HOME: home, PATH: process.env.PATH, TMPDIR: at("tmp") };
  const { stdout } = await run(program, args, { env, cwd: root });
  expect(stdout).toContain("Disk full");
  expect(stdout).not.toContain("compared by words only");

  const calls = existsSync(trace) ? (await readFile(trace, "utf8")).split("\n") : [];
  expect(calls.filter((call) => /AF_INET|AF_NETLINK/.test(call))).toEqual([]);
  const own = ["home/.local/share/sitrep", "home/.cache/sitrep", "index"].map((name) => path.join(root, name));
  const written = calls.flatMap((call) => {
    const { file, made } = WRITES.exec(call)?.groups ?? {};
    return file ?? made ?? [];
  });
  expect(
    written.filter((file) => !own.some((dir) => dir.startsWith(file) || file.startsWith(dir)) && !DEVICE.test(file)),
  ).toEqual([]);
  const made = await readdir(home, { recursive: true });
  expect(
    made.filter((name) => !/^\.keep$|^\.(?:local|cache)(?:$|\/(?:share$|share\/sitrep|sitrep))/.test(name)),
  ).toEqual([]);
  expect(existsSync(env.TMPDIR)).toBe(false);
}, 120_000);

/** A file that was opened to be written, made or renamed. */
const WRITES =
  /(?:openat\([^"]{0,20}"(?<file>[^"]{1,400})", [A-Z_|]{0,200}(?:O_WRONLY|O_RDWR|O_CREAT)|(?:mkdir|creat|rename)[a-z0-9]{0,4}\([^"]{0,20}"(?<made>[^"]{1,400})")/;
const DEVICE = /^\/(?:dev|proc|sys)\//;
