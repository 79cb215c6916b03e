// Builds what is missing of the cluster's programs into the user's cache: node test/cluster/build.ts
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import {
  BIN,
  digest,
  isBuilt,
  KWOK_STAGES,
  LDFLAGS,
  PROGRAMS,
  type Program,
  program,
  stamp,
} from "./parts/programs.ts";

const run = promisify(execFile);

/** Cold, the largest takes a few minutes on two cores; a build that needs more is stuck on a download. */
const BUILD_LIMIT_MS = 30 * 60_000;

/** Everything that is missing or was built from other sources; a line per program. */
export async function build(say: (line: string) => void): Promise<void> {
  mkdirSync(BIN, { recursive: true });
  const missing = PROGRAMS.filter((it) => !isBuilt(it));
  for (const [i, it] of missing.entries()) {
    const from = performance.now();
    say(`build ${it.name} (${i + 1} of ${missing.length}) …`);
    await compile(it);
    say(`build ${it.name} took ${Math.round((performance.now() - from) / 1000)} s`);
  }
  if (missing.some((it) => it.name === "kwok") || !existsSync(KWOK_STAGES)) await copyKwokStages();
}

async function compile(it: Program): Promise<void> {
  const target = path.join(BIN, it.name);
  const source = digest(it);
  const environment = { ...process.env, GOFLAGS: "-mod=readonly", ...(it.inContainer && { CGO_ENABLED: "0" }) };
  await go(["build", "-trimpath", "-ldflags", LDFLAGS, "-o", `${target}.new`, it.package], it.module, environment);
  renameSync(`${target}.new`, target);
  writeFileSync(stamp(it), source);
}

async function go(args: string[], cwd: string, env = process.env): Promise<string> {
  try {
    const { stdout } = await run("go", args, { cwd, env, timeout: BUILD_LIMIT_MS, maxBuffer: 64 << 20 });
    return stdout.trim();
  } catch (cause) {
    const { code, stderr = "" } = cause as { code?: unknown; stderr?: string };
    const why =
      code === "ENOENT" ? "Go 1.26 or newer is not installed" : stderr.trim().split("\n").slice(-8).join("\n");
    throw new Error(`go ${args[0]} in ${cwd} failed: ${why}`, { cause });
  }
}

/** kwok knows no life cycle by itself; its module carries the usual ones. */
async function copyKwokStages(): Promise<void> {
  const module = PROGRAMS.find((it) => it.name === "kwok")?.module ?? "";
  const folder = await go(["list", "-m", "-f", "{{.Dir}}", "sigs.k8s.io/kwok"], module);
  const stages = ["node/fast", "node/heartbeat-with-lease", "pod/fast"].flatMap((part) => {
    const dir = path.join(folder, "kustomize", "stage", part);
    const files = readdirSync(dir).filter((file) => file.endsWith(".yaml") && file !== "kustomization.yaml");
    return files.map((file) => readFileSync(path.join(dir, file), "utf8"));
  });
  mkdirSync(path.dirname(KWOK_STAGES), { recursive: true });
  writeFileSync(KWOK_STAGES, stages.join("\n---\n"));
}

if (import.meta.main) {
  await build((line) => console.log(line));
  console.log(`built: ${path.dirname(program("kwok"))}`);
}
