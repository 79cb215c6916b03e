import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";

/**
 * What indexing a folder costs, first and again: `npm run bench:ingest -- FOLDER [--models DIR]`, any flag of `sitrep ingest`.
 * Sections per CPU second times the number of cores is what an idle machine does; memory is the peak of the process (Linux).
 */
const [folder, ...flags] = process.argv.slice(2);
if (!folder) throw new Error("name a folder of documents");
const TICKS_PER_SECOND = 100;
const LOOK_MS = 250;
const dir = await mkdtemp(path.join(tmpdir(), "sitrep-ingest-"));
try {
  for (const name of ["first", "again"]) await measure(name, [...flags, "--index", dir, "--audit", "off"], folder);
} finally {
  await rm(dir, { recursive: true });
}

async function measure(name: string, flags: string[], folder: string): Promise<void> {
  const args = ["bin/sitrep.ts", ...flags, "--json", "ingest", folder];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const use = { cpu: 0, megabytes: 0 };
  const timer = setInterval(async () => Object.assign(use, await useOf(child.pid).catch(() => use)), LOOK_MS);
  const [out] = await Promise.all([text(child.stdout), once(child, "close")]);
  clearInterval(timer);
  const { documents, chunks, embedder, durationMs } = JSON.parse(out);
  console.log(
    `${name}: ${documents} documents, ${chunks} sections written in ${(durationMs / 1000).toFixed(1)} s, model ${embedder}; ` +
      `${(chunks / (durationMs / 1000)).toFixed(0)} sections a second, ${(chunks / use.cpu).toFixed(0)} a CPU second; ` +
      `peak ${use.megabytes.toFixed(0)} MB; load ${loadavg()[0]?.toFixed(1)}`,
  );
}

/** proc(5): user and system time are fields 14 and 15 of stat, VmHWM is the peak of the resident set. */
async function useOf(pid = 0): Promise<{ cpu: number; megabytes: number }> {
  const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).replace(/^.*\) /s, "").split(" ");
  const peak = /VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1];
  if (peak === undefined) throw new Error("it has ended");
  return { cpu: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND, megabytes: Number(peak) / 1024 };
}
