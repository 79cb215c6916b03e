import { beforeEach, expect, test } from "vitest";
import { parseKubectl } from "../../../../src/sources/kubernetes/kubectl/parse.ts";
import { runKubectl } from "../../../../src/sources/kubernetes/kubectl/run.ts";
import type { KubernetesReader } from "../../../../src/sources/kubernetes/reader.ts";
import { NOW, recording } from "../recording.ts";
import { SHOP } from "../shop.ts";

let reader: KubernetesReader;
beforeEach(async () => {
  reader = await recording(SHOP, {
    "payments-api-7-a/api": ["2026-03-14T01:52:40Z starting", "2026-03-14T01:52:41Z listening"],
    "payments-api-7-a/api.previous": ["2026-03-14T01:51:59Z allocating 200 MB"],
  });
});

const run = (line: string) => runKubectl(parseKubectl(line), { reader, now: NOW, signal: AbortSignal.timeout(10_000) });
const rows = async (line: string) => (await run(line)).split("\n").map((row) => row.split(/ {2,}/));

test("get prints kubectl's columns", async () => {
  expect(await rows("get pods -n payments")).toEqual([
    ["NAME", "READY", "STATUS", "RESTARTS", "AGE"],
    ["payments-api-7-a", "0/1", "CrashLoopBackOff", "6", "12 min"],
    ["payments-api-7-b", "1/1", "Running", "0", "12 min"],
  ]);
  expect((await rows("get po payments-api-7-a -n payments -o wide"))[1]).toEqual(
    expect.arrayContaining(["10.0.0.7", "node-1"]),
  );
  expect((await rows("get deploy -A --no-headers"))[0]?.slice(0, 5)).toEqual([
    "payments",
    "payments-api",
    "1/2",
    "2",
    "1",
  ]);
});

test("get takes names, types together, selectors, fields and sorting", async () => {
  expect(await run("get deploy/payments-api svc/payments -n payments -o name")).toBe(
    "deploy/payments-api\nsvc/payments",
  );
  expect(await run("get deploy,svc -n payments -o name")).toBe("deploy/payments-api\nsvc/payments");
  expect(await run("get pods -n payments -l app=nothing")).toBe(
    "No resources found in payments namespace of this capture.",
  );
  expect(await run("get pods -n payments --field-selector spec.nodeName=node-2 -o name")).toBe("pod/payments-api-7-b");
  expect(await run("get rs -n payments --sort-by={.metadata.creationTimestamp} -o name")).toBe(
    "rs/payments-api-6\nrs/payments-api-7",
  );
  await expect(run("get pod nobody -n payments")).rejects.toThrow('pod "nobody" is not in this capture');
  await expect(run("get pods -n paymnets")).rejects.toThrow('no namespace "paymnets"');
  await expect(run("get frobs")).rejects.toThrow('no type "frobs"');
});

test("a type that only this cluster knows is found by its names", async () => {
  expect((await rows("get widgets -n payments"))[1]).toEqual(["blue", "Broken", "24 h"]);
  expect(await run("get widget.example.com blue -n payments -o yaml")).toContain("phase: Broken");
});

test("a Secret comes without values, an object without managed fields", async () => {
  const secret = await run("get secret payments-db -n payments -o yaml");
  expect(secret).toContain("password");
  expect(secret).not.toContain("aHVudGVyMg");
  expect(await run("get deploy payments-api -n payments -o json")).not.toContain("managedFields");
  expect(await run("get deploy payments-api -n payments -o yaml --show-managed-fields")).toContain("manager: helm");
});

test("describe adds the object's events, the latest last", async () => {
  const text = await run("describe pod payments-api-7-a -n payments");
  expect(text).toContain("CrashLoopBackOff");
  expect(text.indexOf("Unhealthy")).toBeLessThan(text.indexOf("Back-off restarting failed"));
  expect(text).not.toContain("Image pulled");
});

test("events are narrowed to an object and to types", async () => {
  expect(await run("events -n payments --for pod/payments-api-7-b")).toMatch(/Pulled/);
  expect(await run("events -n payments --types=Warning")).not.toMatch(/Pulled/);
  await expect(run("events -n nowhere")).rejects.toThrow('no namespace "nowhere"');
});

test("logs of a pod, of its last run, and of the pod of a workload that is not well", async () => {
  expect(await run("logs payments-api-7-a -n payments")).toBe("starting\nlistening");
  expect(await run("logs deploy/payments-api -n payments --previous")).toBe("allocating 200 MB");
  expect(await run("logs payments-api-7-a -n payments --since=19s --timestamps")).toBe(
    "2026-03-14T01:52:41Z listening",
  );
  expect(await run("logs payments-api-7-a -n payments --since-time=2026-03-14T01:52:41Z")).toBe("listening");
  expect(await run("logs payments-api-7-a -n payments --since=1s")).toBe("No lines.");
  expect(await run("logs -l app=payments-api -n payments --tail=1")).toMatch(/==> payments-api-7-a api\n.*listening/s);
  await expect(run("logs payments-api-7-a -c nobody -n payments")).rejects.toThrow("no container nobody");
  await expect(run("logs payments-api-7-a -n payments --since=soon")).rejects.toThrow("not a duration");
  await expect(run("logs payments-api-7-a -n payments --since-time=soon")).rejects.toThrow("not a time");
});

test("rollout history tells what each revision changed", async () => {
  const history = await run("rollout history deploy/payments-api -n payments");
  expect(history).toMatch(/7 .*limits\.memory: 512Mi → 128Mi/);
  expect(await run("rollout history deploy/payments-api -n payments --revision=7")).toMatch(
    /image: api:1\.8 → api:1\.9/,
  );
  await expect(run("rollout history deploy/payments-api -n payments --revision=3")).rejects.toThrow("no revision 3");
  expect(await run("rollout status deploy/payments-api -n payments")).toBe(
    "deploy/payments-api: 1 of 2 updated pods are available",
  );
});

test("top adds up a pod's containers, or tells them apart", async () => {
  expect((await rows("top pods -n payments"))[1]).toEqual(["payments-api-7-b", "255m", "138Mi"]);
  expect(await rows("top pods -n payments --containers --no-headers")).toEqual([
    ["payments-api-7-b", "api", "250m", "128Mi"],
    ["payments-api-7-b", "proxy", "5m", "10Mi"],
  ]);
  await expect(run("top nodes")).rejects.toThrow("metrics API does not answer");
});

test("what a recording cannot know is said", async () => {
  await expect(run("auth can-i delete pods -n payments")).rejects.toThrow("cannot say who may do what");
  await expect(run("explain pod.spec")).rejects.toThrow("no schemas");
  expect(await run("config current-context")).toBe("prod");
  expect(await run("version")).toBe("Server Version: recorded");
  expect(await run("api-resources")).toMatch(/widgets +example.com\/v1 +true +Widget/);
});
