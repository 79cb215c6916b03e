import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";

/**
 * How long a start takes, beside the floor of an empty Node process in the same run: `npm run bench:start -- 20`.
 * Process start to exit, or for `serve` to the answer of `initialize` and of `tools/list`. `first` is with nothing compiled
 * before. The built program is measured too when there is one (`npm run build`).
 */
const rounds = Number(process.argv[2] ?? 10);
const cache = await mkdtemp(path.join(tmpdir(), "sitrep-start-"));
const env = { ...process.env, XDG_CACHE_HOME: cache };
const times = new Map<string, number[]>();
try {
  for (let round = 0; round <= rounds; round++) await measure();
  print();
} finally {
  await rm(cache, { recursive: true });
}

async function measure(): Promise<void> {
  await exits("node -e 0", ["-e", "0"]);
  for (const program of ["bin/sitrep.ts", "dist/sitrep.js"].filter((file) => existsSync(file))) {
    await exits(`${program} --version`, [program, "--version"]);
    await exits(`${program} ask --help`, [program, "ask", "--help"]);
    await serves(program);
  }
}

function note(name: string, since: number): void {
  times.set(name, [...(times.get(name) ?? []), performance.now() - since]);
}

async function exits(name: string, args: string[]): Promise<void> {
  const started = performance.now();
  await once(spawn(process.execPath, args, { env, stdio: "ignore" }), "exit");
  note(name, started);
}

async function serves(program: string): Promise<void> {
  const started = performance.now();
  const args = [program, "--audit", "off", "--capture", "demo/capture", "serve"];
  const child = spawn(process.execPath, args, { env, stdio: ["pipe", "pipe", "inherit"] });
  const ask = async (id: number, method: string, params: object) => {
    child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id, method, params })}\n`);
    for (let text = ""; !text.endsWith("\n"); ) text += String(await once(child.stdout, "data"));
    note(`${program} serve → ${method}`, started);
  };
  const clientInfo = { name: "bench", version: "1" };
  await ask(1, "initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo });
  await ask(2, "tools/list", {});
  const exited = once(child, "exit");
  child.stdin.end();
  await exited;
}

function print(): void {
  const width = Math.max(...[...times.keys()].map((name) => name.length));
  const cell = (milliseconds = 0) => milliseconds.toFixed(0).padStart(8);
  console.log(`${"ms".padEnd(width)}${["first", "best", "median"].map((head) => head.padStart(8)).join("")}`);
  for (const [name, [first, ...rest]] of times) {
    const sorted = rest.sort((a, b) => a - b);
    console.log(name.padEnd(width) + cell(first) + cell(sorted[0]) + cell(sorted[Math.floor(sorted.length / 2)]));
  }
  console.log(`${rounds} rounds, Node ${process.versions.node}, load ${loadavg()[0]?.toFixed(1)}`);
}
