import { afterAll, beforeAll, expect, test } from "vitest";
import { startControllers, startScheduler, stop, waitFor } from "../../cluster/lib.ts";
import { apiReady } from "../../cluster/parts/control-plane.ts";
import { openSession, type Session, said } from "../sitrep.ts";
import { takeAway, type UnderTest, underTest } from "./under-test.ts";

const NAMESPACE = "live-resilience";
/** A machine with much to do starts an API server in half a minute; a node is given up after 50 s. */
const PATIENCE = 90;
let world: UnderTest;
let session: Session & { close(): Promise<void> };

const podOn = (node: string) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: `on-${node}` },
  spec: {
    nodeName: node,
    terminationGracePeriodSeconds: 0,
    containers: [
      { name: "talks", image: "registry.example.com/busybox:1.36", command: ["sh", "-c", "echo hello; sleep 100000"] },
    ],
  },
});

beforeAll(async () => {
  world = await underTest();
  const { it } = world;
  await it.apply(JSON.stringify({ apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } }));
  for (const node of ["node-1", "node-2"]) await it.apply(JSON.stringify(podOn(node)), NAMESPACE);
  const wait = ["wait", "--for=condition=Ready", "pod", "--all", "-n", NAMESPACE, "--timeout=60s"];
  await it.kubectl(wait, { seconds: 70 });
  session = await openSession(world.systems);
});
afterAll(async () => {
  await session?.close();
  await world.it.kubectl(["delete", "namespace", NAMESPACE, "--wait=false"]);
});

async function answers(source: string, pattern: RegExp): Promise<void> {
  await waitFor(`${source} says ${pattern}`, PATIENCE, async () => {
    const line = said(await session.ask("what's wrong?", NAMESPACE), source);
    return pattern.test(line) ? undefined : line;
  });
}

const READS = /^(?:ok|empty): /;
const LOST = /^(?:unreachable|timed-out): /;

test("Prometheus stops: the answer says so, stands on Kubernetes, is not healthy, and has metrics again later", async () => {
  await answers("prometheus", READS);
  const bringBack = await takeAway(world.it, "prometheus");
  const answer = await session.ask("what's wrong?", NAMESPACE);
  bringBack();
  expect(said(answer, "prometheus")).toMatch(LOST);
  expect(said(answer, "kubernetes")).toMatch(READS);
  expect(answer.verdict).toBe("unknown");
  await answers("prometheus", READS);
});

test("the API server restarts: the answer says so, metrics still count, and pods are seen again without a restart of ours", async () => {
  await answers("kubernetes", READS);
  await session.call("list_failing_pods", {});
  const bringBack = await takeAway(world.it, "kube-apiserver");
  const answer = await session.ask("what's wrong?", NAMESPACE);
  bringBack();
  expect(said(answer, "kubernetes")).toMatch(LOST);
  expect(said(answer, "prometheus")).toMatch(READS);
  expect(answer.verdict).not.toBe("healthy");
  await waitFor("the API server", PATIENCE, () => apiReady(world.it.cluster));
  await revive();
  await answers("kubernetes", READS);
  await seesNewPods();
});

/** What broke after the restart is seen: nothing is left over from before it. */
async function seesNewPods(): Promise<void> {
  const { metadata, spec } = podOn("node-1");
  const containers = spec.containers.map((it) => ({ ...it, image: "registry.example.com/no-such-image:1" }));
  const broken = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { ...metadata, name: "broken" },
    spec: { ...spec, containers },
  };
  await world.it.apply(JSON.stringify(broken), NAMESPACE);
  await waitFor("the broken pod is listed", PATIENCE, async () => {
    const { text } = await session.call("list_failing_pods", { namespace: NAMESPACE });
    return /broken/.test(text) ? undefined : text;
  });
  await world.it.kubectl(["delete", "pod", "broken", "-n", NAMESPACE]);
}

/** They give up when they cannot renew their lease, at a time of their own. */
async function revive(): Promise<void> {
  const { cluster } = world.it;
  await Promise.all(["kube-scheduler", "kube-controller-manager"].map((name) => stop(cluster, name)));
  startScheduler(cluster);
  startControllers(cluster);
}

test("a node is unplugged: its logs are missed by name, then the node is the cause; it is well when it is back", async () => {
  const { it } = world;
  const bringBack = await takeAway(it, "kubelet-2");
  const logs = session.call("get_pod_logs", { namespace: NAMESPACE, pod: "on-node-2" });
  await expect(logs).rejects.toThrow(/on-node-2 cannot be read/);
  const elsewhere = await session.call("get_pod_logs", { namespace: NAMESPACE, pod: "on-node-1" });
  expect(elsewhere.text).toContain("hello");

  await waitFor("the node is blamed", PATIENCE, async () => {
    const { findings, headline } = await session.ask("what's wrong?", NAMESPACE);
    return findings.some(({ object }) => object.kind === "Node" && object.name === "node-2") ? undefined : headline;
  });
  bringBack();
  await waitFor("nothing is blamed", PATIENCE, async () => {
    const { findings, headline } = await session.ask("what's wrong?", NAMESPACE);
    return findings.some(({ object }) => object.kind === "Node") ? headline : undefined;
  });
});
