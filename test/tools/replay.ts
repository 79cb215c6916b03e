import path from "node:path";
import { onTestFinished } from "vitest";
import { createApp } from "../../src/app.ts";
import { localCaller } from "../../src/core/caller.ts";
import { LAYOUT, type Manifest } from "../../src/core/capture/layout.ts";
import { writeCapture } from "../../src/core/capture/writer.ts";
import type { World } from "../diagnose/world.ts";
import { temporaryFolder } from "../ingest/fixture.ts";

/** A capture of this world in a folder of its own. */
export async function recorded(w: World, sources: Manifest["sources"] = {}) {
  const root = temporaryFolder();
  const capture = path.join(root, "capture");
  const writer = await writeCapture(capture);
  await writer.json(LAYOUT.objects, { apiVersion: "v1", kind: "List", items: w.objects });
  await writer.json(LAYOUT.unlisted, w.unlisted);
  for (const { namespace, pod, container, previous, lines } of w.logs) {
    const text = lines.map(({ at, text }) => `${at} ${text}\n`).join("");
    await writer.text(LAYOUT.log(namespace, pod, container, previous), text);
  }
  await writer.finish({ version: 1, cluster: "test", takenAt: w.now, sources });
  return { root, capture };
}

/** The whole program on a recording of this world, and what its tools answer. */
export async function replay(
  w: World,
  limits = { perSession: 1_000, perTool: 1_000 },
  sources: Manifest["sources"] = {},
) {
  const { root, capture } = await recorded(w, sources);
  const flags = { index: path.join(root, "index"), audit: path.join(root, "audit.jsonl"), limits };
  const app = await createApp({ flags, env: { HOME: root }, cwd: root, capture, log: () => {} });
  onTestFinished(() => app.close());
  const caller = localCaller();
  async function call(name: string, input: object) {
    return app.call({ tool: name, input, caller, signal: AbortSignal.timeout(20_000) });
  }
  return { app, root, call };
}
