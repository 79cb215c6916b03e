#!/usr/bin/env node
import module from "node:module";
import path from "node:path";

// Old enough syntax for any Node that knows modules: the check must run where the program cannot.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const isOld = major < 22 || major === 23 || (major === 22 && minor < 21) || (major === 24 && minor < 5);
if (isOld) {
  console.error(`sitrep needs Node 22.21, or 24.5 and newer; this is ${process.versions.node} at ${process.execPath}.`);
  process.exit(2);
}
// What an earlier start compiled is read back. Where the folder cannot be written, Node goes on without.
const { HOME = "", XDG_CACHE_HOME = path.join(HOME, ".cache") } = process.env;
module.enableCompileCache(
  path.isAbsolute(XDG_CACHE_HOME) ? path.join(XDG_CACHE_HOME, "sitrep", "compiled") : undefined,
);
const [{ main }, { processTerminal }] = await Promise.all([
  import("../src/cli/main.ts"),
  import("../src/cli/terminal.ts"),
]);
process.exitCode = await main(process.argv.slice(2), processTerminal());
