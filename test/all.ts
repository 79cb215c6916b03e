import { spawnSync } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import path from "node:path";

/** Every suite, each where what it needs is there. Fails, and says why, when one could not run. */
const SUITES = [
  { name: "unit", args: ["--project", "unit"] },
  { name: "system", args: ["--project", "system"] },
  { name: "live", args: ["--config", "vitest.live.config.ts"] },
];

const problems = SUITES.flatMap(({ name, args }) => {
  const missing = missingFor(name);
  if (missing.length > 0) return [`${name} did not run: ${missing.join(", ")}`];
  console.log(`\n== ${name}`);
  const built = name === "live" ? node("test/cluster/build.ts") : true;
  return built && node("node_modules/vitest/vitest.mjs", "run", ...args) ? [] : [`${name} failed`];
});
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

function missingFor(suite: string): string[] {
  const needs = readFileSync("test/programs.txt", "utf8")
    .split("\n")
    .map((line) => line.split(" "));
  const missing = needs.filter(([program = "", , of]) => of === suite && !isThere(program));
  const root = suite === "live" && process.getuid?.() !== 0 ? ["root, for real containers"] : [];
  return [...missing.map(([program, debian]) => `${program} (Debian package ${debian})`), ...root];
}

function isThere(program: string): boolean {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return (program.startsWith("/") ? [program] : folders.map((folder) => path.join(folder, program))).some(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function node(...args: string[]): boolean {
  return spawnSync(process.execPath, args, { stdio: "inherit" }).status === 0;
}
