import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { failingPods } from "../../../../src/sources/kubernetes/live/failing-pods.ts";
import { liveReader } from "../../../../src/sources/kubernetes/live/live.ts";
import type { FailingPods } from "../../../../src/sources/kubernetes/reader.ts";
import { PodWatch, type PodWatchOptions } from "../../../../src/sources/kubernetes/watch/pod-watch.ts";
import { type ClusterServer, startCluster } from "./cluster-server.ts";
import { CRASHING, minutesAgo, pod } from "./pod.ts";

let cluster: ClusterServer;
const opened: PodWatch[] = [];
const soon = { wait: () => 10 };

beforeEach(async () => {
  cluster = await startCluster();
});
afterEach(async () => {
  for (const watch of opened.splice(0)) watch.close();
  await cluster.stop();
});

function open(options: PodWatchOptions = soon): PodWatch {
  const watch = new PodWatch(cluster.client, options);
  opened.push(watch);
  return watch;
}

const ask = (watch: PodWatch, namespace?: string) => watch.failing(namespace, AbortSignal.timeout(10_000));
const namesOf = ({ groups }: FailingPods) => groups.flatMap(({ pods }) => pods).sort();

/** Watches the answer until it is so. */
async function until(watch: PodWatch, holds: (found: FailingPods) => boolean): Promise<FailingPods> {
  for (let i = 0; i < 400; i++) {
    const found = await ask(watch).catch(() => undefined);
    if (found && holds(found)) return found;
    await sleep(10);
  }
  throw new Error("it never came to be so");
}

async function watched(): Promise<void> {
  for (let i = 0; i < 400 && cluster.watchers() === 0; i++) await sleep(10);
  expect(cluster.watchers()).toBe(1);
}

test("of many pods only those that may not be well are fetched", async () => {
  for (let i = 0; i < 30; i++) cluster.put(pod(`api-${i}`));
  cluster.put(pod("api-crashing", CRASHING));
  const found = await ask(open());
  expect(found).toMatchObject({ status: "ok", total: 31 });
  expect(found.groups).toMatchObject([{ owner: "Deployment/payments-api", reason: "CrashLoopBackOff", restarts: 14 }]);
  expect(cluster.requests.filter((url) => url.includes("/pods/"))).toEqual([
    expect.stringContaining("/pods/api-crashing"),
  ]);
});

test("what containers hide is found: a node that went silent, a restart between two crashes", async () => {
  cluster.nodes.push({ name: "node-2", status: "NotReady" });
  const lost = pod("api-lost");
  cluster.put({
    ...lost,
    spec: { ...lost.spec, nodeName: "node-2" },
    status: { ...lost.status, conditions: [{ type: "Ready", status: "False" }] },
  });
  cluster.put(pod("api-again", { ...CRASHING, ready: true, state: { running: {} } }));
  cluster.put(
    pod("api-old-restart", { restartCount: 3, lastState: { terminated: { exitCode: 1, finishedAt: minutesAgo(50) } } }),
  );
  expect(namesOf(await ask(open()))).toEqual(["api-again", "api-lost"]);
});

test("once surveyed, changes come by themselves and questions cost no request", async () => {
  cluster.put(pod("api-1"));
  const watch = open();
  expect(namesOf(await ask(watch))).toEqual([]);
  await watched();
  const before = cluster.requests.length;
  cluster.put(pod("api-1", CRASHING));
  await until(watch, (found) => namesOf(found).includes("api-1"));
  cluster.put(pod("api-1"));
  await until(watch, (found) => namesOf(found).length === 0 && found.total === 1);
  cluster.remove(pod("api-1"));
  await until(watch, ({ total }) => total === 0);
  expect(cluster.requests.length).toBe(before);
});

test("a pod that was well when it was last seen does not fail by growing old, and a recent crash is forgiven", async () => {
  cluster.put(
    pod("api-1", { restartCount: 3, lastState: { terminated: { exitCode: 1, finishedAt: minutesAgo(9.99) } } }),
  );
  const watch = open();
  expect(namesOf(await ask(watch))).toEqual(["api-1"]);
  await until(watch, (found) => namesOf(found).length === 0);
});

test("after a broken connection the cluster is surveyed anew, without being asked", async () => {
  cluster.put(pod("api-1"));
  const watch = open();
  await ask(watch);
  await watched();
  cluster.sever();
  cluster.put(pod("api-1", CRASHING));
  await watched();
  expect(namesOf(await ask(watch))).toEqual(["api-1"]);
});

test("a version that the server forgot leads to a new survey", async () => {
  cluster.put(pod("api-1"));
  cluster.refuse(/watch=true/, 500);
  const watch = open();
  await ask(watch);
  cluster.put(pod("api-1", CRASHING));
  cluster.compact();
  cluster.refuse(undefined);
  await until(watch, (found) => namesOf(found).includes("api-1"));
  await watched();
});

test("bookmarks move the watch on, so that a quiet namespace does not lead to a new survey", async () => {
  cluster.put(pod("api-1"));
  const watch = open();
  await ask(watch);
  await watched();
  cluster.put(pod("api-2", CRASHING));
  cluster.bookmark();
  await until(watch, (found) => namesOf(found).includes("api-2"));
  expect(cluster.requests.filter((url) => url.startsWith("/api/v1/namespaces?")).length).toBe(1);
});

test("where watching is not allowed every question looks anew", async () => {
  cluster.refuse(/watch=true/, 403);
  cluster.put(pod("api-1"));
  const watch = open();
  expect(namesOf(await ask(watch))).toEqual([]);
  cluster.put(pod("api-1", CRASHING));
  await until(watch, (found) => namesOf(found).includes("api-1"));
  expect(cluster.requests.filter((url) => url.includes("watch=true")).length).toBe(1);
});

test("while the server is away a question fails, and afterwards it is answered again", async () => {
  cluster.put(pod("api-1", CRASHING));
  const watch = open();
  await ask(watch);
  await watched();
  cluster.refuse(/./, 500);
  cluster.sever();
  const [reader, signal] = [
    liveReader(cluster.client, { readSecrets: false, namespaces: [] }),
    AbortSignal.timeout(10_000),
  ];
  const during = async () => failingPods(watch, reader.list, undefined, signal);
  for (let i = 0; i < 400 && (await during()).status !== "failed"; i++) await sleep(10);
  expect(await during()).toMatchObject({ status: "failed", detail: "refused" });
  cluster.refuse(undefined);
  await until(watch, (found) => namesOf(found).includes("api-1"));
});

test("when nobody asks any more the watch ends, and the next question starts another", async () => {
  cluster.put(pod("api-1"));
  const watch = open({ ...soon, idle: 500 });
  await ask(watch);
  await watched();
  for (let i = 0; i < 400 && cluster.watchers() > 0; i++) {
    cluster.bookmark();
    await sleep(10);
  }
  expect(cluster.watchers()).toBe(0);
  cluster.put(pod("api-1", CRASHING));
  expect(namesOf(await ask(watch))).toEqual(["api-1"]);
});

test("a question that is given up does not spoil the survey for others", async () => {
  cluster.put(pod("api-1", CRASHING));
  const watch = open();
  const given = new AbortController();
  const [lost, kept] = [watch.failing(undefined, given.signal), ask(watch)];
  given.abort(new Error("given up"));
  await expect(lost).rejects.toThrow("given up");
  expect(namesOf(await kept)).toEqual(["api-1"]);
});

test("a server that prints no tables, or does not let us see nodes, is read pod by pod", async () => {
  cluster.put(pod("api-1", CRASHING));
  cluster.refuse(/\/nodes/, 403);
  const reader = liveReader(cluster.client, { readSecrets: false, namespaces: [] });
  const found = await reader.failingPods(undefined, AbortSignal.timeout(10_000));
  expect(found.status).toBe("ok");
  expect(namesOf(found)).toEqual(["api-1"]);
  reader.close();
});
