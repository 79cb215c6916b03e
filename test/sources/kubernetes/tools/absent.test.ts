import { expect, test } from "vitest";
import { getPodStatus } from "../../../../src/sources/kubernetes/tools/get-pod-status.ts";
import { kubectl } from "../../../../src/sources/kubernetes/tools/kubectl.ts";
import { getChanges } from "../../../../src/tools/changes/get-changes.ts";
import { recording } from "../recording.ts";
import { call } from "./call.ts";

const object = (kind: string, name: string, more: object = {}) => ({
  apiVersion: "v1",
  kind,
  metadata: { name, namespace: "payments" },
  ...more,
});
const held = [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "payments" } },
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "search" } },
  object("Pod", "api-1", { spec: { containers: [{ name: "api" }] } }),
];
const run = async (command: string) => (await call(kubectl, await recording(held), { command })).text;

test.each([
  "get secrets -n payments",
  "get secret,configmap -n payments",
  "describe secrets -n payments",
  "events -n payments",
])("%s says that the capture does not hold the kind, and not that there is none", async (command) => {
  const text = await run(command);
  expect(text).toMatch(/Not in this capture: (?:Secret|Event)/);
  expect(text).not.toMatch(/No (?:resources|events) found/);
});

test("a kind that the capture holds, and not in this namespace, is not found there", async () => {
  expect(await run("get pods -n search")).toContain("No resources found in search namespace of this capture.");
});

test("an object that the capture does not hold may have been in the cluster", async () => {
  await expect(run("get secret db -n payments")).rejects.toMatchObject({
    kind: "input",
    message: 'secret "db" is not in this capture.',
  });
});

test.each([
  "get pods -n paymnets",
  "get pod api-1 -n paymnets",
  "describe pods -n paymnets",
  "events -n paymnets",
  "logs -l app=api -n paymnets",
  "logs api-1 -n paymnets",
  "rollout status deploy/api -n paymnets",
])("kubectl %s names the namespace that was meant", async (command) => {
  await expect(run(command)).rejects.toMatchObject({
    kind: "input",
    message: 'There is no namespace "paymnets".',
    hint: "Did you mean payments?",
  });
});

test("a pod of a misspelt namespace is no pod that is gone", async () => {
  const reader = await recording(held);
  await expect(call(getPodStatus, reader, { namespace: "paymnets", pod: "api-1" })).rejects.toThrow(/no namespace/);
});

test("what nodes went through is no change in a namespace that is not there", async () => {
  const cordoned = {
    unschedulable: true,
    taints: [{ key: "node.kubernetes.io/unschedulable", effect: "NoSchedule", timeAdded: "2026-03-14T01:50:00Z" }],
  };
  const node = { apiVersion: "v1", kind: "Node", metadata: { name: "node-1" }, spec: cordoned };
  const reader = await recording([...held, node]);
  expect((await call(getChanges, reader, { namespace: "payments" })).text).toContain("node/node-1");
  await expect(call(getChanges, reader, { namespace: "paymnets" })).rejects.toThrow(/no namespace/);
});

test("a capture without its namespaces knows those of its objects", async () => {
  const reader = await recording([object("Pod", "api-1")]);
  const asked = call(kubectl, reader, { command: "get pods -n paymnets" });
  await expect(asked).rejects.toThrow('This capture holds no namespace "paymnets".');
});
