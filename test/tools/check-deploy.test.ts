import { expect, test } from "vitest";
import { app, down, event, get, podsOf, world } from "../diagnose/world.ts";
import { replay } from "./replay.ts";

const check = async (w = world(), workload?: string) => {
  const { call } = await replay(w);
  return (await call("check_deploy", { namespace: "payments", ...(workload && { workload }) })).data;
};

function broken() {
  const w = world();
  down(w, "ledger", {
    restartCount: 0,
    state: { waiting: { reason: "ImagePullBackOff", message: "Back-off pulling image" } },
  });
  const [pod] = podsOf(w, "ledger");
  if (pod) event(w, pod, "Failed", 'Failed to pull image "registry.example.com/ledger:1.4.2": not found');
  return w;
}

test("go: nothing is wrong, and every source has answered", async () => {
  expect(await check()).toMatchObject({ decision: "go", reasons: [] });
});

test("no-go, with what is wrong", async () => {
  const { decision, reasons } = await check(broken());
  expect(decision).toBe("no-go");
  expect(String(reasons)).toMatch(/ledger.*\(image-/);
});

test("a workload that nothing reaches may be deployed although another is broken", async () => {
  expect(await check(broken(), "deploy/ledger-db")).toMatchObject({ decision: "go" });
  expect(await check(broken(), "deploy/ledger")).toMatchObject({ decision: "no-go" });
});

test("unknown, and so no go, when what must be known could not be listed", async () => {
  const w = world();
  w.unlisted = { Event: "forbidden: cannot list events" };
  const { decision, reasons, omitted } = await check(w);
  expect(decision).toBe("unknown");
  expect(reasons).not.toEqual([]);
  expect(String(omitted)).toContain("Event: forbidden");
});

test("a namespace that is not there is a wrong question, not a go", async () => {
  const { call } = await replay(world());
  await expect(call("check_deploy", { namespace: "paiments" })).rejects.toMatchObject({
    kind: "input",
    message: expect.stringContaining("paiments"),
    hint: expect.stringContaining("payments"),
  });
});

test("a workload that is not in the namespace is a wrong question, not a go for the namespace", async () => {
  const w = world();
  expect(get(w, "Deployment", "ledger")).toBeDefined();
  const { call } = await replay(w);
  await expect(call("check_deploy", { namespace: "payments", workload: "deploy/leger" })).rejects.toMatchObject({
    kind: "input",
    message: expect.stringContaining("leger"),
  });
});

test("what is noticed is told; what would stop or spoil a deploy forbids it", async () => {
  const asleep = world();
  asleep.objects.push(...app("batch", {}, { replicas: 0 }));
  expect(await check(asleep)).toMatchObject({
    decision: "go",
    reasons: [],
    noticed: [expect.stringContaining("batch")],
  });
  const paused = world();
  const ledger = get(paused, "Deployment", "ledger");
  ledger.spec = { ...ledger.spec, paused: true };
  ledger.status = { ...ledger.status, updatedReplicas: 1 };
  expect(await check(paused)).toMatchObject({
    decision: "no-go",
    reasons: [expect.stringContaining("paused mid-rollout")],
  });
  expect(await check(paused, "deploy/checkout")).toMatchObject({ decision: "go" });
});
