import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createApp } from "../../src/app.ts";
import { localCaller } from "../../src/core/caller.ts";

/** One question to a program of its own; prints its time, the most memory it held, and what was said. */
export async function measured({
  flags = {},
  capture,
}: {
  flags?: object;
  capture?: string | undefined;
}): Promise<void> {
  const root = await mkdtemp(path.join(tmpdir(), "sitrep-hostile-"));
  try {
    const began = performance.now();
    const own = { index: path.join(root, "index"), audit: "off", ...flags };
    const app = await createApp({ flags: own, env: { HOME: root }, cwd: root, capture, log: () => {} });
    const input = { question: "is shop fine?" };
    const signal = AbortSignal.timeout(120_000);
    const { data } = await app.call({ tool: "investigate", input, caller: localCaller(), signal });
    await app.close();
    const memory = Math.round(process.resourceUsage().maxRSS / 1024);
    console.log(`${Math.round(performance.now() - began)} ms, ${memory} MB, ${String(data.headline).slice(0, 160)}`);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
