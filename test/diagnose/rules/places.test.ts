import { describe, expect, test } from "vitest";
import type { ContainerStatus, Pod } from "../../../src/core/kubernetes/pod.ts";
import { ago, app, ask, event, first, get, log, NS, noticed, podsOf, rollOut, type World, world } from "../world.ts";

const APPS = ["web", "cart", "orders"];
const LATE =
  'Readiness probe failed: Get "http://10.0.0.1:8080/healthz": context deadline exceeded (Client.Timeout exceeded while awaiting headers)';
const TIMEOUT = 'Get "http://ledger:8080/entries": dial tcp 10.96.9.9:8080: i/o timeout';
const CRASH: Partial<ContainerStatus> = {
  restartCount: 8,
  state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s" } },
  lastState: { terminated: { exitCode: 1, reason: "Error", startedAt: ago(2), finishedAt: ago(1) } },
};

/** Four nodes in two zones; web, cart and orders have a pod on each, and call the ledger. */
function wide(): World {
  const w = world();
  for (const name of ["node-3", "node-4"]) {
    const node = structuredClone(get(w, "Node", "node-1"));
    node.metadata = { ...node.metadata, name, uid: name };
    w.objects.push(node);
  }
  ["node-1", "node-2", "node-3", "node-4"].forEach((name, i) => {
    get(w, "Node", name).metadata.labels = { "topology.kubernetes.io/zone": i < 2 ? "eu-1a" : "eu-1b" };
  });
  for (const name of APPS) {
    w.objects.push(...app(name, { env: [{ name: "LEDGER_URL", value: "http://ledger:8080" }] }, { replicas: 4 }));
    for (const [i, pod] of podsOf(w, name).entries()) put(pod, `node-${i + 1}`);
  }
  return w;
}

function put(pod: Pod, nodeName: string): void {
  pod.spec = { ...pod.spec, nodeName };
}

function unready(pod: Pod, status: Partial<ContainerStatus> = {}): void {
  for (const condition of pod.status?.conditions ?? [])
    if (/Ready$/.test(condition.type)) Object.assign(condition, { status: "False", lastTransitionTime: ago(10) });
  for (const container of pod.status?.containerStatuses ?? []) Object.assign(container, { ready: false }, status);
}

function late(w: World, pod: Pod): void {
  unready(pod);
  event(w, pod, "Unhealthy", LATE, { count: 40, lastTimestamp: ago(0.2) });
}

function allLate(w: World, pods: readonly Pod[]): void {
  for (const pod of pods) late(w, pod);
}

const on = (w: World, name: string, ...nodes: string[]) =>
  podsOf(w, name).filter(({ spec }) => nodes.includes(spec?.nodeName ?? ""));
const times = (line: string, count = 12) => Array.from({ length: count }, () => line);
const codes = (w: World) => ask(w).findings.map(({ code, object }) => `${code} ${object.kind}/${object.name}`);

describe("what fails on one node and nowhere else is the node's", () => {
  test("probes that are not answered there", () => {
    const w = wide();
    for (const pod of APPS.flatMap((name) => on(w, name, "node-3"))) late(w, pod);
    const { findings, evidence } = ask(w);
    expect(first({ findings, evidence, omitted: [] })).toBe("failures-share-node Node/node-3");
    expect(findings).toHaveLength(1);
    expect(evidence.map(({ text }) => text)).toContain(
      "pods that do not answer their probes: 3 of 3 on node-3, 0 of 16 elsewhere",
    );
  });

  test("a disk that fails under several programs", () => {
    const w = wide();
    for (const pod of ["web", "cart"].flatMap((name) => on(w, name, "node-3"))) {
      unready(pod, CRASH);
      log(w, pod.metadata.name, ["write /var/lib/state: input/output error"], { previous: true });
    }
    expect(first(ask(w))).toBe("failures-share-node Node/node-3");
  });

  test("calls that are not answered from there, and are from elsewhere", () => {
    const w = wide();
    for (const pod of APPS.flatMap((name) => podsOf(w, name)))
      log(w, pod.metadata.name, times(pod.spec?.nodeName === "node-3" ? TIMEOUT : "INFO 200 GET /"));
    expect(first(ask(w))).toBe("failures-share-node Node/node-3");
  });

  test("calls that are not answered when they end there", () => {
    const w = wide();
    ["search", "price", "stock"].forEach((name, i) => {
      w.objects.push(...app(name, {}, { replicas: 1 }));
      for (const pod of podsOf(w, name)) put(pod, ["node-1", "node-2", "node-4"][i] ?? "");
      for (const spec of [get(w, "Deployment", "web").spec?.template?.spec, ...podsOf(w, "web").map((p) => p.spec)])
        spec?.containers?.[0]?.env?.push({ name: `${name.toUpperCase()}_URL`, value: `http://${name}:8080` });
    });
    for (const pod of ["ledger", "payments-api"].flatMap((name) => podsOf(w, name))) put(pod, "node-3");
    for (const pod of APPS.flatMap((name) => podsOf(w, name))) log(w, pod.metadata.name, times(TIMEOUT));
    for (const pod of podsOf(w, "checkout"))
      log(w, pod.metadata.name, times(TIMEOUT.replace("ledger", "payments-api")));
    const [finding] = ask(w).findings;
    expect(finding).toMatchObject({ code: "failures-share-node", object: { kind: "Node", name: "node-3" } });
    expect(finding?.title).toContain("give no answer to callers elsewhere");
    // Missed wherever it is called from, and alone: its own, not its node's.
    for (const pod of podsOf(w, "payments-api")) put(pod, "node-1");
    expect(first(ask(w))).not.toContain("failures-share-node");
  });

  test("a node that says itself what is wrong explains it", () => {
    const w = wide();
    for (const pod of APPS.flatMap((name) => on(w, name, "node-3"))) late(w, pod);
    const ready = get(w, "Node", "node-3").status?.conditions?.find(({ type }) => type === "Ready");
    Object.assign(ready ?? {}, { status: "Unknown", reason: "NodeStatusUnknown", lastTransitionTime: ago(11) });
    expect(first(ask(w))).not.toContain("failures-share");
    expect(ask(w).findings[0]?.object).toMatchObject({ kind: "Node", name: "node-3" });
  });
});

test("what fails on several nodes of a zone and nowhere else is the zone's", () => {
  const w = wide();
  for (const pod of APPS.flatMap((name) => on(w, name, "node-3", "node-4"))) late(w, pod);
  const [finding] = ask(w).findings;
  expect(finding).toMatchObject({ code: "failures-share-zone", title: expect.stringContaining("zone eu-1b") });
  const [bad] = on(w, "web", "node-1");
  if (bad) late(w, bad);
  expect(codes(w).join()).not.toContain("failures-share");
});

describe("not the node's", () => {
  test.each<[string, (w: World) => void]>([
    ["one workload that fails there", (w) => allLate(w, on(w, "web", "node-3"))],
    ["a workload that fails everywhere", (w) => allLate(w, podsOf(w, "web"))],
    [
      "two that fail, each on a node of its own",
      (w) => allLate(w, [...on(w, "web", "node-3"), ...on(w, "cart", "node-2")]),
    ],
    [
      "limits that are too low, which the template explains",
      (w) => {
        const killed = { terminated: { exitCode: 137, reason: "OOMKilled", startedAt: ago(2), finishedAt: ago(1) } };
        for (const pod of APPS.flatMap((name) => on(w, name, "node-3"))) unready(pod, { ...CRASH, lastState: killed });
      },
    ],
    [
      "pods that have just been made there",
      (w) => {
        for (const pod of APPS.flatMap((name) => on(w, name, "node-3"))) {
          late(w, pod);
          pod.metadata.creationTimestamp = ago(0.8);
        }
      },
    ],
    [
      "a server that refuses all who call it",
      (w) => {
        const refused = 'Get "http://ledger:8080/entries": dial tcp 10.96.9.9:8080: connect: connection refused';
        for (const pod of APPS.flatMap((name) => podsOf(w, name))) log(w, pod.metadata.name, times(refused));
      },
    ],
  ])("%s", (_, broken) => {
    const w = wide();
    broken(w);
    expect(codes(w).join()).not.toContain("failures-share");
  });
});

describe("one bad replica among good ones", () => {
  const bad = (w: World) => podsOf(w, "web")[1] ?? expect.fail("no pod");

  test.each<[string, (w: World) => void]>([
    ["keeps exiting", (w) => unready(bad(w), CRASH)],
    ["does not get ready", (w) => unready(bad(w))],
    [
      "answers 404 where its siblings answer",
      (w) => {
        unready(bad(w));
        event(w, bad(w), "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 404", { count: 40 });
      },
    ],
    [
      "gets no answer where its siblings do",
      (w) => {
        for (const pod of podsOf(w, "web"))
          log(w, pod.metadata.name, times(pod === bad(w) ? TIMEOUT : "INFO 200 GET /"));
      },
    ],
  ])("%s", (_, broken) => {
    const w = wide();
    broken(w);
    expect(first(ask(w))).toBe("replica-fails-alone Pod/web-6f-1");
    expect(ask(w).findings).toHaveLength(1);
  });

  test("made long after its siblings, it may only be the first to meet a change: less sure", () => {
    const w = wide();
    unready(bad(w), CRASH);
    expect(ask(w).findings[0]?.confidence).toBe("high");
    bad(w).metadata.creationTimestamp = ago(30);
    expect(ask(w).findings[0]).toMatchObject({ code: "replica-fails-alone", confidence: "medium" });
  });

  test("is the one endpoint that all complaints of callers name; where they name two, it is not", () => {
    const told = (...named: readonly number[]) => {
      const w = wide();
      const ip = (i: number) => podsOf(w, "web")[named[i % named.length] ?? 0]?.status?.podIP;
      for (const { metadata } of podsOf(w, "checkout"))
        log(
          w,
          metadata.name,
          [0, 1, 2, 3, 4, 5].map((i) => `ERROR dial tcp ${ip(i)}:8080: i/o timeout`),
        );
      return first(ask(w));
    };
    expect(told(1)).toBe("replica-fails-alone Pod/web-6f-1");
    expect(told(1, 2)).not.toContain("Pod/");
  });

  test("that logs an error which its siblings do not is noticed as that pod's", () => {
    const w = wide();
    for (const pod of podsOf(w, "web"))
      log(w, pod.metadata.name, times(pod === bad(w) ? "ERROR request failed: the pool is broken" : "INFO done", 30));
    expect(noticed(ask(w))).toEqual(["errors-recurring Pod/web-6f-1"]);
    expect(first(ask(w))).toBe("errors-recurring Pod/web-6f-1");
  });

  test("with one sibling that works nobody knows which is the odd one; nor where two fail, or revisions differ", () => {
    const pair = world();
    const [one] = podsOf(pair, "ledger");
    if (one) unready(one, CRASH);
    expect(codes(pair).join()).not.toContain("replica-fails-alone");
    const two = wide();
    for (const pod of podsOf(two, "web").slice(0, 2)) unready(pod, CRASH);
    expect(codes(two).join()).not.toContain("replica-fails-alone");
    const other = wide();
    unready(bad(other), CRASH);
    bad(other).metadata.ownerReferences = [
      { apiVersion: "apps/v1", kind: "ReplicaSet", name: "web-7a", controller: true },
    ];
    expect(codes(other).join()).not.toContain("replica-fails-alone");
  });
});

describe("what only the new revision has is the rollout's", () => {
  /** Half of web is of revision 2 for twenty minutes. */
  function half(): { w: World; newer: Pod[]; older: Pod[] } {
    const w = wide();
    rollOut(w, "web", 20);
    const [newer, older] = [podsOf(w, "web").slice(2), podsOf(w, "web").slice(0, 2)];
    for (const pod of older)
      pod.metadata.ownerReferences = [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: "web-6f", controller: true }];
    for (const pod of newer) {
      pod.metadata.creationTimestamp = ago(20);
      for (const container of pod.spec?.containers ?? []) container.image = "registry.example.com/web:1.5.0";
    }
    return { w, newer, older };
  }

  test("pods that do not get ready, beside old ones that work: sure, with the difference", () => {
    const { w, newer } = half();
    for (const pod of newer) unready(pod);
    const { findings, evidence } = ask(w);
    expect(findings[0]).toMatchObject({ code: "rollout-regression", object: { name: "web" }, confidence: "high" });
    expect(findings[0]?.title).toContain("web:1.4.2 → web:1.5.0");
    expect(evidence.map(({ text }) => text)).toContain(
      "2 of 2 pods of the new revision are not ready, 0 of 2 of the old one",
    );
  });

  test("errors that the old revision does not log, whenever the log begins", () => {
    const told = (line: string) => {
      const { w, newer, older } = half();
      for (const pod of newer) log(w, pod.metadata.name, times("ERROR order failed: no column discount", 30));
      for (const pod of older) log(w, pod.metadata.name, times(line, 30));
      return ask(w).findings;
    };
    expect(told("INFO order done")[0]).toMatchObject({
      code: "rollout-regression",
      title: expect.stringContaining("(2 of 2, 0 of 2 of the old one)"),
    });
    expect(told("ERROR order failed: no column discount").map(({ code }) => code)).not.toContain("rollout-regression");
  });
});

describe("several that became slow by themselves share their node", () => {
  /** Services with a pod each: name and node; those of `slow` took 4 ms and take 400. */
  function slowed(nodes: Record<string, string>, slow: readonly string[], calls: Record<string, string> = {}): World {
    const w = world();
    for (const [name, node] of Object.entries(nodes)) {
      const env = calls[name] ? [{ name: "UPSTREAM_URL", value: `http://${calls[name]}:8080` }] : [];
      w.objects.push(...app(name, { env }, { replicas: 1 }));
      for (const pod of podsOf(w, name)) put(pod, node);
    }
    for (const service of slow)
      w.alerts.push({
        name: "HighLatency",
        state: "firing",
        labels: { namespace: NS, service, severity: "warning" },
        annotations: { summary: "p99 went from 4 ms to 400 ms" },
        startsAt: ago(6),
      });
    return w;
  }
  const NODES = { carts: "node-1", quotes: "node-1", stock: "node-2", prices: "node-2", stamps: "node-2" };

  test("two that do not call each other, and none elsewhere", () => {
    expect(first(ask(slowed(NODES, ["carts", "quotes"])))).toBe("latency-shares-node Node/node-1");
  });

  test("one elsewhere that calls what runs there waits for it", () => {
    const w = slowed(NODES, ["carts", "quotes", "stock"], { stock: "carts" });
    expect(first(ask(w))).toBe("latency-shares-node Node/node-1");
  });

  test.each<[string, World]>([
    ["one waits for the other", slowed(NODES, ["carts", "quotes"], { quotes: "carts" })],
    ["they run on two nodes", slowed(NODES, ["carts", "stock"])],
    ["a third is slow elsewhere and has nothing to do with the node", slowed(NODES, ["carts", "quotes", "stock"])],
    ["nothing runs elsewhere that is well", slowed({ carts: "node-1", quotes: "node-1" }, ["carts", "quotes"])],
  ])("not where %s", (_, w) => {
    expect(codes(w).join()).not.toContain("latency-shares-node");
  });
});

describe("an error inside another one's is told by who passes it on, and met by who lies between", () => {
  /** checkout asks payments-api, which does not get to the ledger. */
  function nested(w: World): World {
    const { clusterIP } = get(w, "Service", "ledger").spec ?? {};
    const dial = `connection error: desc = "transport: Error while dialing: dial tcp ${clusterIP}:8080: i/o timeout"`;
    const line = `payment failed: rpc error: code = Internal desc = booking: rpc error: code = Unavailable desc = ${dial}`;
    for (const { metadata } of podsOf(w, "checkout")) log(w, metadata.name, times(line));
    return w;
  }

  test("the caller is payments-api, not checkout", () => {
    expect(ask(nested(world())).findings[0]?.title).toContain("connections of payments-api to ledger time out");
  });

  test("it runs on one node, and callers elsewhere reach the ledger: that node does not route", () => {
    const w = wide();
    for (const pod of podsOf(w, "payments-api")) put(pod, "node-4");
    for (const pod of APPS.flatMap((name) => podsOf(w, name))) log(w, pod.metadata.name, times("INFO 200 GET /"));
    expect(ask(nested(w)).findings[0]).toMatchObject({
      code: "node-services-unrouted",
      object: { kind: "Node", name: "node-4" },
      confidence: "low",
    });
  });

  test("nobody else is known to reach the ledger: it may be the ledger's own node", () => {
    const w = world();
    for (const pod of podsOf(w, "payments-api")) put(pod, "node-1");
    expect(first(ask(nested(w)))).not.toContain("node-services-unrouted");
  });
});
