import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { openCapture } from "../../../src/core/capture/folder.ts";
import { Expected } from "../../../src/diagnose/eval/expected.ts";
import { connectSources } from "../../../src/sources/index.ts";
import { gather, windowBefore } from "../../../src/tools/gather.ts";
import type { Case } from "./case.ts";

const FOLDER = path.join(import.meta.dirname, "..", "..", "captures");
/** What `npm run demo` replays, and the README prints. */
export const DEMO = "demo";
const DEADLINE_MS = 60_000;

/** Names of the captures of the real cluster that have an answer beside them. */
export function recordings(): string[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .filter((name) => existsSync(path.join(FOLDER, name, "expected.json")))
    .sort();
}

export function folderOf(name: string): string {
  return name === DEMO ? path.join(import.meta.dirname, "..", "..", "..", "demo", "capture") : path.join(FOLDER, name);
}

function expectedOf(name: string): Expected {
  if (name === DEMO) return Expected.parse({ namespace: "payments" });
  return Expected.parse(JSON.parse(readFileSync(path.join(folderOf(name), "expected.json"), "utf8")));
}

/** A capture with everything in it, as every source reads it. */
export async function recordedCase(name: string): Promise<Case> {
  const folder = folderOf(name);
  const expected = expectedOf(name);
  const capture = await openCapture(folder);
  const now = capture.manifest.takenAt;
  const targets = [{ cluster: capture.manifest.cluster, namespace: expected.namespace ?? "", because: "recorded" }];
  const connections = await connectSources({ kubernetes: {}, prometheus: {}, alertmanager: {} } as never, {
    capture,
    env: {},
  });
  const scope = { targets, now, from: windowBefore(now) };
  const { observations } = await gather(connections, scope, AbortSignal.timeout(DEADLINE_MS));
  return { name, observations, now, targets, expected };
}
