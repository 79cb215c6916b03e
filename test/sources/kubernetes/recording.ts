import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { openCapture } from "../../../src/core/capture/folder.ts";
import { LAYOUT } from "../../../src/core/capture/layout.ts";
import { writeCapture } from "../../../src/core/capture/writer.ts";
import type { KubernetesReader } from "../../../src/sources/kubernetes/reader.ts";
import { recordedReader } from "../../../src/sources/kubernetes/recorded/recorded.ts";

export const NOW = "2026-03-14T01:53:00Z";

/** Logs by `POD/CONTAINER`, and `POD/CONTAINER.previous`; all in `payments`. */
type Logs = Record<string, readonly string[]>;

/** The reader of a capture with these objects and logs, taken at `NOW`. */
export async function recording(objects: readonly object[], logs: Logs = {}): Promise<KubernetesReader> {
  const root = await mkdtemp(path.join(tmpdir(), "sitrep-recording-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const dir = path.join(root, "capture");
  const writer = await writeCapture(dir);
  await writer.json(LAYOUT.objects, { kind: "List", apiVersion: "v1", items: objects });
  for (const [name, lines] of Object.entries(logs)) {
    const [pod = "", container = "", previous] = name.split(/[/.]/);
    await writer.text(LAYOUT.log("payments", pod, container, previous !== undefined), `${lines.join("\n")}\n`);
  }
  await writer.finish({ version: 1, cluster: "prod", takenAt: NOW, sources: {} });
  return recordedReader(await openCapture(dir));
}
