import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createApp } from "../../src/app.ts";
import { localCaller } from "../../src/core/caller.ts";

/** Asks one capture, named by the argument, and prints time, the most memory held, and what was said. */
const [capture] = process.argv.slice(2);
const root = await mkdtemp(path.join(tmpdir(), "sitrep-hostile-"));
try {
  const began = performance.now();
  const flags = { index: path.join(root, "index"), audit: "off" };
  const app = await createApp({ flags, env: { HOME: root }, cwd: root, capture, log: () => {} });
  const input = { question: "is shop fine?" };
  const signal = AbortSignal.timeout(120_000);
  const { data } = await app.call({ tool: "investigate", input, caller: localCaller(), signal });
  await app.close();
  const memory = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(`${Math.round(performance.now() - began)} ms, ${memory} MB, ${String(data.headline).slice(0, 120)}`);
} finally {
  await rm(root, { recursive: true, force: true });
}
