import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { openCapture } from "../../../src/core/capture/folder.ts";
import { Expected } from "../../../src/diagnose/eval/expected.ts";
import { connectSources } from "../../../src/sources/index.ts";
import { gather, windowBefore } from "../../../src/tools/gather.ts";
import type { Case } from "./case.ts";

const FOLDER = path.join(import.meta.dirname, "..", "..", "captures");
const DEADLINE_MS = 60_000;

/** Names of the captures of the real cluster that have an answer beside them. */
export function recordings(): string[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .filter((name) => existsSync(path.join(FOLDER, name, "expected.json")))
    .sort();
}

/** A capture with everything in it, as every source reads it. */
export async function recordedCase(name: string): Promise<Case> {
  const folder = path.join(FOLDER, name);
  const expected = Expected.parse(JSON.parse(readFileSync(path.join(folder, "expected.json"), "utf8")));
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
