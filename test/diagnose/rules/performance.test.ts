import { describe, expect, test } from "vitest";
import { flatten } from "../../../src/core/finding.ts";
import type { Condition } from "../../../src/core/kubernetes/meta.ts";
import type { HorizontalPodAutoscaler } from "../../../src/core/kubernetes/workload.ts";
import { course, meter, metered, meterPods, replace } from "../metering.ts";
import { ago, app, ask, first, get, NS, object, podsOf, type World, world } from "../world.ts";

const codes = (w: World) => ask(w).findings.map(({ code, object }) => `${code} ${object.name}`);
const slow = (w: World, ...apps: string[]) => {
  for (const name of apps) replace(w, "http-latency-mean", name, course(0.02, 0.6));
  return w;
};

test("an hour of even traffic is no finding", () => {
  expect(ask(metered(world())).findings).toEqual([]);
});

describe("requests", () => {
  test("the deepest workload whose requests fail comes first, its callers are consequences", () => {
    const w = metered(world());
    for (const name of ["ledger", "payments-api", "checkout"]) replace(w, "http-error-ratio", name, course(0.001, 0.3));
    const { findings } = ask(w);
    expect(findings.map(({ code, object }) => `${code} ${object.name}`)).toEqual(["error-ratio-high ledger"]);
    expect(findings[0]?.symptoms.map(({ object }) => object.name)).toEqual(["payments-api", "checkout"]);
  });

  test("the deepest workload that became slow comes first", () => {
    expect(codes(slow(metered(world()), "payments-api", "checkout"))).toEqual(["latency-high payments-api"]);
  });

  test("a handful of failed requests is no finding", () => {
    const w = metered(world());
    replace(w, "http-rate", "ledger", course(0.01));
    replace(w, "http-error-ratio", "ledger", course(0, 0.2));
    expect(ask(w).findings).toEqual([]);
  });

  test("callers tell where the server has no metrics of its own", () => {
    const w = world();
    meter(w, "client-error-ratio", { workload: "payments-api", peer: "ledger" }, course(0, 0.4));
    expect(codes(w)).toEqual(["error-ratio-high ledger"]);
  });

  test("who calls whom is learned from counted requests", () => {
    const w = world();
    w.objects.push(...app("fraud"));
    meter(w, "client-rate", { workload: "checkout", peer: "fraud" }, course(20));
    for (const name of ["fraud", "checkout"]) meterPods(w, "http-error-ratio", name, course(0, 0.3));
    expect(codes(w)).toEqual(["error-ratio-high fraud"]);
  });

  test("requests that stop arriving while the caller is busy", () => {
    const w = metered(world());
    replace(w, "http-rate", "ledger", course(20, 1));
    expect(codes(w)).toEqual(["traffic-dropped ledger"]);
  });

  test("less traffic everywhere is the evening", () => {
    const w = metered(world());
    for (const name of ["checkout", "payments-api", "ledger"]) replace(w, "http-rate", name, course(20, 2));
    expect(ask(w).findings).toEqual([]);
  });

  test("far more requests, and slow answers", () => {
    const w = slow(metered(world()), "checkout");
    replace(w, "http-rate", "checkout", course(20, 200));
    replace(w, "http-rate", "payments-api", course(20, 200));
    expect(codes(w)).toEqual(["traffic-surged checkout"]);
  });

  test("one slow pod of three is told by its name", () => {
    const w = world();
    w.objects.push(...app("fraud", {}, { replicas: 3 }));
    podsOf(w, "fraud").forEach(({ metadata }, i) => {
      meter(w, "http-latency-mean", { pod: metadata.name }, course(i === 1 ? 0.9 : 0.02));
    });
    expect(first(ask(w))).toBe("pod-outlier Pod/fraud-6f-1");
    for (const series of w.series) series.points = series.points.slice(-2);
    expect(codes(w)).toEqual([]);
  });
});

describe("CPU and memory", () => {
  test("CPU use that rose without more requests, with slow callers", () => {
    const w = slow(metered(world()), "ledger", "payments-api", "checkout");
    replace(w, "cpu-usage", "ledger", course(0.1, 1.8));
    const { findings } = ask(w);
    expect(findings.map(({ code, object }) => `${code} ${object.name}`)).toEqual(["cpu-usage-surged ledger"]);
    expect(findings[0]?.symptoms).toHaveLength(3);
  });

  test("CPU use that harms nobody, and use that traffic explains, are no finding", () => {
    const idle = metered(world());
    replace(idle, "cpu-usage", "ledger", course(0.1, 1.8));
    expect(ask(idle).findings).toEqual([]);
    const busy = slow(metered(world()), "ledger");
    replace(busy, "cpu-usage", "ledger", course(0.1, 0.8));
    replace(busy, "http-rate", "ledger", course(20, 160));
    expect(flatten(ask(busy).findings).map(({ code }) => code)).not.toContain("cpu-usage-surged");
  });

  test("a limit that throttles", () => {
    const w = slow(metered(world()), "payments-api", "checkout");
    for (const { spec } of [...podsOf(w, "payments-api"), get(w, "Deployment", "payments-api").spec?.template ?? {}])
      for (const container of spec?.containers ?? []) container.resources = { limits: { cpu: "100m" } };
    meterPods(w, "cpu-throttled-ratio", "payments-api", course(0.02, 0.7));
    const [finding] = ask(w).findings;
    expect(finding).toMatchObject({ code: "cpu-throttled", object: { name: "payments-api" } });
    expect(finding?.title).toContain("100m");
  });

  test("throttling that no request feels is no finding", () => {
    const w = metered(world());
    meterPods(w, "cpu-throttled-ratio", "payments-api", course(0.6));
    expect(ask(w).findings).toEqual([]);
  });

  test("a node whose CPUs are busy", () => {
    const w = slow(metered(world()), "ledger");
    meter(w, "node-cpu-ratio", { node: "node-1" }, course(0.4, 0.98));
    expect(first(ask(w))).toBe("node-cpu-saturated Node/node-1");
  });

  test("a noisy neighbour is named, the node and its other pods are below it", () => {
    const w = slow(metered(world()), "ledger");
    w.objects.push(...app("reports", {}, { replicas: 1 }));
    meterPods(w, "cpu-usage", "reports", course(0.1, 3.5));
    meterPods(w, "http-rate", "reports", course(1));
    meterPods(w, "http-latency-mean", "reports", course(0.02, 0.5));
    meter(w, "node-cpu-ratio", { node: "node-1" }, course(0.4, 0.98));
    const { findings } = ask(w);
    expect(first({ findings, evidence: [], omitted: [] })).toBe("cpu-usage-surged Deployment/reports");
    expect(findings[0]?.symptoms.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["node-cpu-saturated", "latency-high"]),
    );
  });

  test("memory that rises and slows", () => {
    const w = slow(metered(world()), "ledger");
    replace(w, "memory-working-set", "ledger", course(200 * 2 ** 20, 900 * 2 ** 20));
    expect(codes(w)).toEqual(["memory-usage-surged ledger"]);
  });

  test("memory near its limit warns when it rose, and is silent where it always was", () => {
    const w = metered(world());
    replace(w, "memory-limit-ratio", "ledger", course(0.5, 0.95));
    expect(codes(w)).toEqual(["memory-near-limit ledger"]);
    const steady = metered(world());
    replace(steady, "memory-limit-ratio", "ledger", course(0.95));
    expect(ask(steady).findings).toEqual([]);
  });

  test.each([
    ["gc-time-ratio", course(0.02, 0.5), "gc-pressure"],
    ["event-loop-lag", course(0.01, 0.8), "event-loop-blocked"],
    ["files-used-ratio", course(0.2, 0.95), "file-descriptors-near-limit"],
    ["pool-used-ratio", course(0.2, 1), "connection-pool-saturated"],
    ["store-connections-ratio", course(0.3, 0.99), "store-connections-exhausted"],
  ] as const)("%s", (signal, points, code) => {
    const w = slow(metered(world()), "ledger");
    meterPods(w, signal, "ledger", points);
    expect(first(ask(w))).toBe(`${code} Deployment/ledger`);
  });
});

describe("network", () => {
  const ways = (w: World, pairs: [string, string, number][]) => {
    for (const [workload, peer, after] of pairs)
      meter(w, "client-latency-mean", { workload, peer }, course(0.022, after));
    return w;
  };

  test("time lost on every way of one workload, and on none of the others", () => {
    const w = metered(world());
    w.objects.push(...app("fraud"));
    meterPods(w, "http-latency-mean", "fraud", course(0.02));
    ways(w, [
      ["checkout", "payments-api", 0.35],
      ["payments-api", "ledger", 0.35],
      ["checkout", "fraud", 0.022],
    ]);
    expect(first(ask(w))).toBe("network-delay Deployment/payments-api");
  });

  test("a peer that is slow itself is not the network", () => {
    const w = slow(metered(world()), "ledger");
    ways(w, [["payments-api", "ledger", 0.62]]);
    expect(codes(w)).toEqual(["latency-high ledger"]);
  });

  test("dropped packets with slow requests", () => {
    const w = slow(metered(world()), "ledger");
    for (const { metadata } of podsOf(w, "ledger")) meter(w, "network-lost", { pod: metadata.name }, course(0, 40));
    expect(codes(w)).toEqual(["network-loss ledger"]);
  });

  test("a full connection table", () => {
    const w = metered(world());
    meter(w, "node-conntrack-ratio", { node: "node-2" }, course(0.5, 0.99));
    expect(first(ask(w))).toBe("node-conntrack-full Node/node-2");
  });
});

describe("stores, queues and disks", () => {
  const claim = (w: World, signal: "volume-used-ratio" | "volume-inodes-used-ratio", before: number, after: number) => {
    w.objects.push(object("v1", "PersistentVolumeClaim", NS, "ledger-data", { status: { phase: "Bound" } }));
    meter(w, signal, { persistentvolumeclaim: "ledger-data" }, course(before, after));
    return w;
  };

  test.each([
    ["volume-full", claim(world(), "volume-used-ratio", 0.8, 0.995)],
    ["volume-almost-full", claim(world(), "volume-used-ratio", 0.5, 0.9)],
    ["volume-out-of-inodes", claim(world(), "volume-inodes-used-ratio", 0.6, 1)],
  ])("%s", (code, w) => {
    expect(first(ask(w))).toBe(`${code} PersistentVolumeClaim/ledger-data`);
  });

  test("a volume that was always rather full is no finding", () => {
    expect(ask(claim(world(), "volume-used-ratio", 0.9, 0.9)).findings).toEqual([]);
  });

  test("a full disk of a node", () => {
    const w = world();
    meter(w, "node-disk-used-ratio", { node: "node-1", mountpoint: "/" }, course(0.7, 0.94));
    expect(first(ask(w))).toBe("node-disk-almost-full Node/node-1");
  });

  test("a store that its exporter does not reach", () => {
    const w = world();
    meterPods(w, "store-up", "ledger-db", course(1, 0));
    expect(first(ask(w))).toBe("store-down Deployment/ledger-db");
  });

  test("a queue that grows", () => {
    const w = world();
    w.objects.push(...app("receipts"));
    meter(w, "queue-length", { consumergroup: "receipts", topic: "orders" }, course(10, 4000));
    expect(first(ask(w))).toBe("queue-backlog Deployment/receipts");
  });
});

describe("autoscalers", () => {
  function scaler(w: World, condition: Condition, current = 2): HorizontalPodAutoscaler {
    const hpa: HorizontalPodAutoscaler = object("autoscaling/v2", "HorizontalPodAutoscaler", NS, "payments-api", {
      spec: { scaleTargetRef: { kind: "Deployment", name: "payments-api" }, minReplicas: 1, maxReplicas: 2 },
      status: { currentReplicas: current, conditions: [{ lastTransitionTime: ago(30), ...condition }] },
    });
    w.objects.push(hpa);
    return hpa;
  }
  const limited: Condition = {
    type: "ScalingLimited",
    status: "True",
    reason: "TooManyReplicas",
    message: "the desired replica count is more than the maximum replica count",
  };
  const blind = (message: string): Condition => ({
    type: "ScalingActive",
    status: "False",
    reason: "FailedGetResourceMetric",
    message: `the HPA was unable to compute the replica count: ${message}`,
  });

  test("one at its maximum for half an hour", () => {
    const w = world();
    scaler(w, limited);
    expect(first(ask(w))).toBe("autoscaler-at-maximum HorizontalPodAutoscaler/payments-api");
  });

  test("one at its maximum since a moment, and one that is disabled with its target at zero", () => {
    const burst = world();
    scaler(burst, { ...limited, lastTransitionTime: ago(2) });
    expect(ask(burst).findings).toEqual([]);
    const off = world();
    scaler(off, { type: "ScalingActive", status: "False", reason: "ScalingDisabled", message: "scaling is disabled" });
    expect(ask(off).findings).toEqual([]);
  });

  test("one that reads no metrics", () => {
    const w = world();
    scaler(w, blind("unable to get metrics for resource cpu: no metrics returned from resource metrics API"));
    expect(first(ask(w))).toBe("autoscaler-cannot-read-metrics HorizontalPodAutoscaler/payments-api");
  });

  test("one whose target has no request is the workload's fault", () => {
    const w = world();
    scaler(
      w,
      blind("failed to get cpu utilization: missing request for cpu in container app of Pod payments-api-6f-0"),
    );
    expect(first(ask(w))).toBe("autoscaler-missing-requests Deployment/payments-api");
  });

  test("one that scales what does not exist", () => {
    const w = world();
    const hpa = scaler(w, {
      type: "AbleToScale",
      status: "False",
      reason: "FailedGetScale",
      message:
        'the HPA controller was unable to get the target\'s current scale: deployments.apps "payments" not found',
    });
    hpa.spec = { ...hpa.spec, scaleTargetRef: { kind: "Deployment", name: "payments" } };
    expect(first(ask(w))).toBe("autoscaler-target-missing HorizontalPodAutoscaler/payments-api");
  });

  test("pods that never started have no metrics, and that is not the autoscaler's fault", () => {
    const w = world();
    for (const pod of podsOf(w, "payments-api")) pod.status = { phase: "Pending", conditions: [] };
    scaler(w, blind("unable to get metrics for resource cpu: no metrics returned from resource metrics API"));
    expect(flatten(ask(w).findings).map(({ code }) => code)).not.toContain("autoscaler-cannot-read-metrics");
  });
});
