import { expect, test } from "vitest";
import type { Pod } from "../../../src/core/kubernetes/pod.ts";
import type { EndpointSlice } from "../../../src/core/kubernetes/service.ts";
import { ago, ask, event, first, get, NS, noticed, object, podsOf, type World, world } from "../world.ts";

/** What should have happened, in the time it takes, and did not. */

function sliceOf(w: World, service: string): EndpointSlice {
  const slice = w.objects.find(
    ({ kind, metadata }) => kind === "EndpointSlice" && metadata.labels?.["kubernetes.io/service-name"] === service,
  );
  if (!slice) throw new Error(`no slice of ${service}`);
  return slice;
}

function readyFor(pod: Pod | undefined, minutes: number): void {
  for (const condition of pod?.status?.conditions ?? [])
    if (condition.type === "Ready") condition.lastTransitionTime = ago(minutes);
}

/** As a pod is that its kubelet has not taken up. */
function bound(w: World, app: string, minutes: number): Pod {
  const [pod] = podsOf(w, app);
  if (!pod) throw new Error(`no pod of ${app}`);
  const conditions = [{ type: "PodScheduled", status: "True", lastTransitionTime: ago(minutes) }];
  Object.assign(pod, { status: { phase: "Pending", conditions } });
  return pod;
}

test("a Service whose endpoints do not follow its pods: whoever writes endpoints does not", () => {
  const w = world();
  sliceOf(w, "ledger").endpoints = [];
  const [finding] = ask(w).findings;
  expect(finding).toMatchObject({
    code: "endpoints-outdated",
    confidence: "medium",
    symptoms: [{ code: "service-without-ready-endpoints" }],
  });
  sliceOf(w, "payments-api").endpoints = [];
  expect(ask(w).findings[0]).toMatchObject({ code: "endpoints-outdated", confidence: "high" });
});

test("endpoints that need not follow yet, or cannot", () => {
  const young = world();
  sliceOf(young, "ledger").endpoints = [];
  readyFor(podsOf(young, "ledger")[0], 0.5);
  readyFor(podsOf(young, "ledger")[1], 0.5);
  expect(ask(young).findings.map(({ code }) => code)).toEqual(["service-without-ready-endpoints"]);
  const some = world();
  sliceOf(some, "ledger").endpoints?.pop();
  expect(ask(some).findings).toEqual([]);
  const unnamed = world();
  sliceOf(unnamed, "ledger").endpoints = [];
  for (const port of get(unnamed, "Service", "ledger").spec?.ports ?? []) port.targetPort = "grpc";
  expect(first(ask(unnamed))).toBe("service-target-port-name-unknown Service/ledger");
});

test("a node whose kubelet says nothing of the pods bound to it", () => {
  const w = world();
  const { nodeName } = bound(w, "ledger", 8).spec ?? {};
  expect(first(ask(w))).toBe(`node-starts-no-pods Node/${nodeName}`);
});

test.each<[string, (w: World) => void]>([
  ["bound a moment ago", (w) => bound(w, "ledger", 1)],
  [
    "with a word of the kubelet",
    (w) => event(w, bound(w, "ledger", 8), "Pulling", "Pulling image", { type: "Normal" }),
  ],
  [
    "beside one that came later and runs",
    (w) => {
      const { nodeName } = bound(w, "ledger", 8).spec ?? {};
      const later = podsOf(w, "checkout")[0];
      Object.assign(later?.spec ?? {}, { nodeName });
      for (const status of later?.status?.containerStatuses ?? []) status.state = { running: { startedAt: ago(2) } };
    },
  ],
])("a pod that does not run yet is not its node's fault: %s", (_what, breakIt) => {
  const w = world();
  breakIt(w);
  expect(ask(w).findings.map(({ code }) => code)).not.toContain("node-starts-no-pods");
});

function scaler(w: World, status: object, minutes = 30) {
  const hpa = object("autoscaling/v2", "HorizontalPodAutoscaler", NS, "ledger", {
    spec: { maxReplicas: 9, scaleTargetRef: { kind: "Deployment", name: "ledger" } },
    ...status,
  });
  hpa.metadata.creationTimestamp = ago(minutes);
  w.objects.push(hpa);
  return hpa;
}

test("an autoscaler that no controller has looked at scales nothing", () => {
  const w = world();
  scaler(w, {});
  expect(noticed(ask(w))).toEqual(["autoscaler-not-acting HorizontalPodAutoscaler/ledger"]);
});

test("an autoscaler that was just made, or has said something, is at work", () => {
  const w = world();
  scaler(w, {}, 2);
  expect(ask(w).findings).toEqual([]);
  const known = world();
  scaler(known, { status: { currentReplicas: 2, desiredReplicas: 2, conditions: [] } });
  expect(ask(known).findings).toEqual([]);
  const heard = world();
  event(heard, scaler(heard, {}), "SuccessfulRescale", "New size: 2; reason: All metrics below target", {
    type: "Normal",
    count: 1,
  });
  expect(ask(heard).findings).toEqual([]);
});
