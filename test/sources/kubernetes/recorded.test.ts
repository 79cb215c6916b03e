import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { openCapture } from "../../../src/core/capture/folder.ts";
import { recordedLogs } from "../../../src/sources/kubernetes/recorded/recorded-logs.ts";
import { kubernetes } from "../../../src/sources/kubernetes/source.ts";
import { folder } from "./kubeconfig.ts";

const signal = new AbortController().signal;
const TAKEN = "2026-03-14T02:00:00Z";

/** A capture as another program might have written it. */
async function capture(objects: unknown, files: Record<string, string> = {}, manifest: object = {}): Promise<string> {
  const dir = await folder();
  const all: Record<string, string> = {
    "capture.json": JSON.stringify({ version: 1, takenAt: TAKEN, ...manifest }),
    "kubernetes/objects.json": JSON.stringify(objects),
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    await mkdir(path.join(dir, path.dirname(name)), { recursive: true });
    await writeFile(path.join(dir, name), name.endsWith(".gz") ? gzipSync(text) : text);
  }
  return dir;
}

async function replay(dir: string) {
  const reader = await kubernetes.replay(await openCapture(dir));
  if (!reader) throw new Error("nothing to replay");
  return reader;
}

const pod = (name: string, more: object = {}) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: "shop" },
  ...more,
});
const list = (...items: unknown[]) => ({ apiVersion: "v1", kind: "List", items });

test("what is no object is passed over, lists inside the list are opened, kinds that nobody foresaw are kept", async () => {
  const { kind: _, apiVersion: __, ...bare } = pod("in-a-list");
  const rollout = { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout", metadata: { name: "api", namespace: "shop" } };
  const inner = { apiVersion: "v1", kind: "PodList", items: [bare] };
  const reader = await replay(await capture(list(null, 7, {}, { kind: "Pod" }, pod("whole"), inner, rollout)));
  const { items } = await reader.list("Pod", {}, signal);
  expect(items.map(({ metadata }) => metadata.name).sort()).toEqual(["in-a-list", "whole"]);
  expect(await reader.list("Rollout", { namespace: "shop" }, signal)).toMatchObject({ items: { length: 1 } });
});

test("an endpoint that is not ready stays so: its conditions are no list of conditions", async () => {
  const slice = {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name: "api-x", namespace: "shop" },
    endpoints: [{ addresses: ["10.0.0.1"], conditions: { ready: false } }],
  };
  const reader = await replay(await capture(list(slice)));
  const { items } = await reader.list("EndpointSlice", {}, signal);
  expect(items).toMatchObject([{ endpoints: [{ conditions: { ready: false } }] }]);
});

test("a kind that the capture does not hold is absent, and one that was not read whole is limited", async () => {
  const unlisted = { "kubernetes/unlisted.json": JSON.stringify({ Pod: "not allowed (RBAC)" }) };
  const reader = await replay(await capture(list(pod("a")), unlisted));
  expect(await reader.list("Service", {}, signal)).toMatchObject({ status: "absent", items: [] });
  expect(await reader.list("Pod", {}, signal)).toMatchObject({ status: "limited", detail: "not allowed (RBAC)" });
});

test("a kind that was not read, of which the capture holds nothing, is no empty kind", async () => {
  const unlisted = { "kubernetes/unlisted.json": JSON.stringify({ Secret: "not read" }) };
  const reader = await replay(await capture(list(pod("a")), unlisted));
  expect(await reader.list("Secret", {}, signal)).toMatchObject({ status: "denied", detail: "not read" });
});

test("Secrets of a careless capture lose their values, and logs their credentials", async () => {
  const secret = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "db", namespace: "shop" },
    data: { pw: "aHVudGVyMg==" },
  };
  const log = "2026-03-14T01:59:58Z connecting to postgres://app:hunter2@db/shop\n";
  const logs = { "kubernetes/logs/shop/a/web.log.gz": log, "kubernetes/logs/shop/a/web.previous.log": "panic\n" };
  const reader = await replay(await capture(list(pod("a"), secret), logs));
  const { items } = await reader.list("Secret", {}, signal);
  expect(items).toMatchObject([{ data: { pw: "" } }]);
  const query = { namespace: "shop", pod: "a", container: "web", tail: 10 };
  const current = await reader.logs({ ...query, previous: false }, signal);
  expect(current?.lines[0]).toMatchObject({ at: "2026-03-14T01:59:58Z", text: expect.stringContaining("@db/shop") });
  expect(JSON.stringify(current)).not.toContain("hunter2");
  expect((await reader.logs({ ...query, previous: true }, signal))?.lines).toMatchObject([{ text: "panic" }]);
});

test("selectors choose as the API server does", async () => {
  const labelled = (name: string, app: string, phase: string) => ({
    ...pod(name, { status: { phase } }),
    metadata: { name, namespace: "shop", labels: { app } },
  });
  const reader = await replay(
    await capture(
      list(labelled("a", "api", "Running"), labelled("b", "web", "Running"), labelled("c", "api", "Failed")),
    ),
  );
  const names = async (query: object) =>
    (await reader.list("Pod", query, signal)).items.map(({ metadata }) => metadata.name);
  expect(await names({ labelSelector: "app=api" })).toEqual(["a", "c"]);
  expect(await names({ labelSelector: "app in (web, other)" })).toEqual(["b"]);
  expect(await names({ labelSelector: "app!=api" })).toEqual(["b"]);
  expect(await names({ labelSelector: "!tier,app" })).toEqual(["a", "b", "c"]);
  expect(await names({ fieldSelector: "status.phase!=Running" })).toEqual(["c"]);
  expect(await names({ name: "b" })).toEqual(["b"]);
  await expect(names({ labelSelector: "app ~ api" })).rejects.toThrow(/"app ~ api" is not a label selector/);
});

test("a capture without its objects, or with damaged ones, is named", async () => {
  const damaged = replay(await capture({ kind: "List" }));
  await expect(damaged).rejects.toThrow(/damaged/);
  const dir = await folder();
  await writeFile(path.join(dir, "capture.json"), JSON.stringify({ version: 1, takenAt: TAKEN }));
  await expect(replay(dir)).rejects.toThrow(/has no kubernetes\/objects\.json/);
});

test("a list that breaks off has what comes before, and one that is no list is refused", async () => {
  const whole = JSON.stringify(list(pod('say "}]"'), pod("b"), pod("c")));
  const dir = await capture(list(), { "kubernetes/objects.json": whole.slice(0, whole.indexOf('"c"')) });
  const reader = await replay(dir);
  const { items } = await reader.list("Pod", {}, signal);
  expect(items.map(({ metadata }) => metadata.name)).toEqual(['say "}]"', "b"]);
  expect(reader.recording?.missing).toMatchObject([{ reason: "malformed", what: "1 of 3 objects" }]);
});

test("what newer API servers added is no malformation", async () => {
  const node = {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: "n" },
    status: { nodeInfo: { swap: { capacity: 0 } } },
  };
  const policies = [{ type: "Pods", value: 4, periodSeconds: 15 }];
  const scaler = {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "h", namespace: "shop" },
    spec: { maxReplicas: 3, behavior: { scaleUp: { policies } } },
  };
  const image = pod("v", { spec: { containers: [], volumes: [{ name: "i", image: { reference: "a/b:1" } }] } });
  const reader = await replay(await capture(list(node, scaler, image)));
  expect(reader.recording?.objects).toHaveLength(3);
  expect(reader.recording?.missing).toEqual([]);
});

test("a log whose end is beyond what a capture's file may unpack to: what came last may say that something is broken", async () => {
  const lines = `${"2026-03-14T01:00:00Z all is well\n".repeat(40_000)}2026-03-14T01:59:58Z FATAL out of disk\n`;
  const dir = await capture(list(pod("a")), { "kubernetes/logs/shop/a/web.log.gz": lines });
  const opened = await openCapture(dir, 1024 * 1024);
  const { streams, missing } = await recordedLogs(opened, new Set(["shop"]), signal);
  expect(streams[0]?.truncated).toBe(true);
  expect(missing).toEqual([
    expect.objectContaining({ what: "the end of the log of a", reason: "limited", decisive: true }),
  ]);
});
