import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createApp } from "../../src/app.ts";
import { localCaller } from "../../src/core/caller.ts";
import { LAYOUT } from "../../src/core/capture/layout.ts";
import { writeCapture } from "../../src/core/capture/writer.ts";

const NOW = "2026-06-01T02:00:00Z";
const BEFORE = "2026-06-01T01:40:00Z";

/** Pods of nobody, each restarting for itself: as many root causes as pods. */
function unhealthyPod(_: unknown, i: number) {
  const last = { exitCode: 1, reason: "Error", startedAt: BEFORE, finishedAt: NOW };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `bare-${i}`, namespace: "shop", uid: `pod-${i}`, creationTimestamp: BEFORE },
    spec: {
      nodeName: "node-1",
      restartPolicy: "Always",
      containers: [{ name: "app", image: `registry.example.com/bare-${i}:1` }],
    },
    status: {
      phase: "Running",
      startTime: BEFORE,
      conditions: [{ type: "Ready", status: "False", reason: "ContainersNotReady", lastTransitionTime: BEFORE }],
      containerStatuses: [
        {
          name: "app",
          image: `registry.example.com/bare-${i}:1`,
          ready: false,
          restartCount: 7,
          state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s restarting failed container" } },
          lastState: { terminated: last },
        },
      ],
    },
  };
}

/** Milliseconds of `ask` over so many unhealthy pods that belong to nothing, from the question to the answer. */
export async function askAboutUnhealthyPods(
  pods: number,
  max_tokens: number,
): Promise<{ ms: number; findings: number }> {
  const root = await mkdtemp(path.join(tmpdir(), "sitrep-hostile-"));
  try {
    const capture = path.join(root, "capture");
    const writer = await writeCapture(capture);
    const namespace = {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "shop", uid: "ns" },
      status: { phase: "Active" },
    };
    const items = [namespace, ...Array.from({ length: pods }, unhealthyPod)];
    await writer.json(LAYOUT.objects, { apiVersion: "v1", kind: "List", items });
    await writer.finish({ version: 1, cluster: "hostile", takenAt: NOW, sources: {} });
    const app = await createApp({
      flags: { audit: "off", index: path.join(root, "index") },
      env: { HOME: root },
      cwd: root,
      capture,
      log: () => {},
    });
    const input = { question: "what is wrong with shop?", max_tokens };
    const began = performance.now();
    const { data } = await app.call({
      tool: "investigate",
      input,
      caller: localCaller(),
      signal: AbortSignal.timeout(900_000),
    });
    const ms = Math.round(performance.now() - began);
    await app.close();
    return { ms, findings: (data.findings as unknown[]).length };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
