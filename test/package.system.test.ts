import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { parseSync } from "oxc-parser";
import { afterAll, beforeAll, expect, test } from "vitest";

const run = promisify(execFile);
const PACK_MS = 300_000;

let dir: string;
let files: string[];
let program: string;

/** The tarball that would be published, unpacked as npm does it; its dependencies are those of this checkout. */
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "sitrep-package-"));
  const { stdout } = await run("npm", [
    "pack",
    "--json",
    "--offline",
    "--loglevel",
    "error",
    "--pack-destination",
    dir,
  ]);
  const [packed] = JSON.parse(stdout);
  files = packed.files.map((file: { path: string }) => file.path);
  await run("tar", ["-xzf", path.join(dir, packed.filename), "-C", dir]);
  await symlink(path.resolve("node_modules"), path.join(dir, "package", "node_modules"));
  const { bin } = JSON.parse(await readFile(path.join(dir, "package", "package.json"), "utf8"));
  program = path.join(dir, "package", bin.sitrep);
}, PACK_MS);
afterAll(() => rm(dir, { recursive: true, force: true }));

function importsOf(file: string, code: string): string[] {
  const { module } = parseSync(file, code);
  const computed = module.dynamicImports.map(({ moduleRequest }) => code.slice(moduleRequest.start, moduleRequest.end));
  const literal = computed.flatMap((text) => /^["']([^"']+)["']$/.exec(text)?.[1] ?? []);
  return [...module.staticImports.map(({ moduleRequest }) => moduleRequest.value), ...literal];
}

const installed = () => ({ cwd: dir, env: { HOME: dir, PATH: process.env.PATH ?? "" } });

test("the package has the program, its samples and its papers, and nothing else", () => {
  const places = new Set(
    files.map((file) => file.replace(/^(demo\/capture|runbooks)\/.*|(?<=^dist\/)[^/]*(?=\.js$)/, "$1*")),
  );
  expect([...places].sort()).toEqual([
    "LICENSE",
    "README.md",
    "demo/capture*",
    "dist/*.js",
    "dist/third-party-notices.txt",
    "docs/findings.md",
    "docs/settings.md",
    "package.json",
    "runbooks*",
  ]);
  expect(files).toContain("dist/sitrep.js");
});

test("every module that the program imports is in the package or is a dependency", async () => {
  const { dependencies, peerDependencies } = JSON.parse(await readFile("package.json", "utf8"));
  const known = new Set([...Object.keys(dependencies), ...Object.keys(peerDependencies)]);
  const missing: string[] = [];
  for (const file of files.filter((name) => name.endsWith(".js"))) {
    const code = await readFile(path.join(dir, "package", file), "utf8");
    for (const from of importsOf(file, code)) {
      const name = from.startsWith("@") ? from.split("/").slice(0, 2).join("/") : from.split("/")[0];
      const there = from.startsWith(".") ? files.includes(path.join(path.dirname(file), from)) : known.has(name ?? "");
      if (!isBuiltin(from) && !there) missing.push(`${file} imports ${from}`);
    }
  }
  expect(missing).toEqual([]);
});

test("the installed program says its version", async () => {
  const { version } = JSON.parse(await readFile("package.json", "utf8"));
  const { stdout } = await run(process.execPath, [program, "--version"], installed());
  expect(stdout).toBe(`${version}\n`);
});

test("the installed program answers a question about the sample capture from the sample runbooks, over MCP", async () => {
  const inside = (name: string) => path.join(dir, "package", name);
  const flags = ["--runbooks", inside("runbooks"), "--capture", inside("demo/capture")];
  await run(process.execPath, [program, ...flags, "ingest"], installed());
  const client = new Client({ name: "test", version: "1" });
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [program, ...flags, "serve"], ...installed() }),
  );
  const { structuredContent } = await client.callTool({
    name: "investigate",
    arguments: { question: "what's wrong with payments?" },
  });
  expect(structuredContent).toMatchObject({
    verdict: "broken",
    findings: [{ code: "oom-killed" }],
    passages: expect.arrayContaining([expect.objectContaining({ path: "payments/payments-oom.md" })]),
  });
  await client.close();
});
