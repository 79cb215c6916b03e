import { describe, expect, test } from "vitest";
import type { Ingress } from "../../../src/core/kubernetes/service.ts";
import { condition } from "../mutations/resource.ts";
import { ago, ask, event, first, get, object, own, pod, podsOf, world } from "../world.ts";

const deleting = (w: ReturnType<typeof world>) => {
  const namespace = get(w, "Namespace", "payments");
  namespace.metadata.deletionTimestamp = ago(120);
  const message =
    "Discovery failed for some groups, 1 failing: unable to retrieve the complete list of server APIs: rates.acme.example.com/v1: the server is currently unable to handle the request";
  namespace.status = {
    phase: "Terminating",
    conditions: [
      condition(
        "NamespaceContentRemaining",
        "True",
        "SomeResourcesRemain",
        "Some resources are remaining: buckets.storage.acme.example.com has 1 resource instances",
      ),
      condition("NamespaceDeletionDiscoveryFailure", "True", "DiscoveryFailed", message),
    ],
  };
  return namespace;
};

test("a namespace that cannot be deleted waits for an API that does not answer", () => {
  const w = world();
  deleting(w);
  const down = condition("Available", "False", "ServiceNotFound", 'service/rates in "rates" is not present');
  w.objects.push(
    object("apiregistration.k8s.io/v1", "APIService", "", "v1.rates.acme.example.com", {
      spec: { group: "rates.acme.example.com", service: { namespace: "rates", name: "rates" } },
      status: { conditions: [down] },
    }),
  );
  const { findings } = ask(w);
  expect(first({ findings, evidence: [], omitted: [] })).toBe(
    "api-service-unavailable APIService/v1.rates.acme.example.com",
  );
  const namespace = findings[0]?.symptoms.find(({ code }) => code === "namespace-terminating");
  expect(namespace?.title).toContain("Discovery failed");
});

test("another API that is down does not hold a namespace", () => {
  const w = world();
  deleting(w);
  w.objects.push(
    object("apiregistration.k8s.io/v1", "APIService", "", "v1.weather.acme.example.com", {
      status: { conditions: [condition("Available", "False", "MissingEndpoints", "no addresses")] },
    }),
  );
  expect(first(ask(w))).toBe("namespace-terminating Namespace/payments");
});

test("a namespace waits for an object whose finalizer nobody removes", () => {
  const w = world();
  deleting(w);
  const bucket = object("storage.acme.example.com/v1", "Bucket", "payments", "receipts", {});
  Object.assign(bucket.metadata, { deletionTimestamp: ago(119), finalizers: ["storage.acme.example.com/empty"] });
  w.objects.push(bucket);
  const { findings } = ask(w);
  expect(findings[0]?.title).toBe(
    "Bucket receipts has been deleting for 119 min, blocked by finalizer storage.acme.example.com/empty: the controller of storage.acme.example.com has to remove it",
  );
  expect(findings[0]?.symptoms.map(({ code }) => code)).toContain("namespace-terminating");
});

test("a pod past its grace period is the network plugin's, when it cannot take the sandbox down", () => {
  const w = world();
  const [pod] = podsOf(w, "ledger");
  Object.assign(pod?.metadata ?? {}, { deletionTimestamp: ago(10), deletionGracePeriodSeconds: 30 });
  const message =
    'error killing pod: failed to "KillPodSandbox" for "1f" with KillPodSandboxError: "rpc error: code = Unknown desc = failed to destroy network for sandbox \\"aa27\\": plugin type=\\"mesh\\" failed (delete): connection is unauthorized"';
  if (pod) event(w, pod, "FailedKillPod", message);
  const { findings } = ask(w);
  expect(findings[0]).toMatchObject({ code: "network-plugin-failed", object: { kind: "Node" } });
  expect(findings[0]?.title).toContain("connection is unauthorized");
  expect(findings[0]?.symptoms.map(({ code }) => code)).toContain("pod-stuck-terminating");
});

const exposed = (w: ReturnType<typeof world>): Ingress => {
  const ingress = get(w, "Ingress", "checkout");
  ingress.status = { loadBalancer: {} };
  return ingress;
};

test("an Ingress without an address, and its controller says why", () => {
  const w = world();
  event(w, exposed(w), "FailedDeployModel", "AccessDenied: not authorized to create load balancers", { count: 12 });
  expect(first(ask(w))).toBe("load-balancer-failed Ingress/checkout");
});

test.each([
  [
    "it has an address by now",
    (ingress: Ingress) => Object.assign(ingress, { status: { loadBalancer: { ingress: [{ ip: "192.0.2.4" }] } } }),
  ],
  [
    "it succeeded since",
    (ingress: Ingress, w: ReturnType<typeof world>) =>
      event(w, ingress, "SuccessfullyReconciled", "done", { type: "Normal", lastTimestamp: ago(0.5) }),
  ],
])("an Ingress whose controller failed before is no fault when %s", (_, settle) => {
  const w = world();
  const ingress = exposed(w);
  event(w, ingress, "FailedDeployModel", "conflict", { count: 4, lastTimestamp: ago(5) });
  settle(ingress, w);
  expect(ask(w).findings.filter(({ tier }) => tier === "harm")).toEqual([]);
});

test("without any ingress class, an Ingress that names one is not served while another is served by its annotation", () => {
  const w = world();
  const served = get(w, "Ingress", "checkout");
  served.metadata.annotations = { "kubernetes.io/ingress.class": "edge" };
  served.status = { loadBalancer: { ingress: [{ ip: "192.0.2.4" }] } };
  const rules = served.spec?.rules ?? [];
  w.objects.push(
    object("networking.k8s.io/v1", "Ingress", "payments", "admin", { spec: { ingressClassName: "edge", rules } }),
  );
  expect(first(ask(w))).toBe("ingress-class-unknown Ingress/admin");
  served.status = {};
  expect(ask(w).findings.filter(({ tier }) => tier === "harm")).toEqual([]);
});

describe("an address that nobody gives", () => {
  const wanting = (made: string, status: object = { loadBalancer: {} }) => {
    const w = world();
    const edge = object("v1", "Service", "payments", "edge", {
      spec: { type: "LoadBalancer", ports: [{ port: 443 }] },
      status,
    });
    edge.metadata.creationTimestamp = made;
    w.objects.push(edge);
    return ask(w).findings.filter(({ code }) => code === "address-pending");
  };

  test("is noticed after a while, and never before", () => {
    expect(wanting(ago(30))).toMatchObject([{ tier: "noticed", object: { kind: "Service", name: "edge" } }]);
    expect(wanting(ago(3))).toEqual([]);
    expect(wanting(ago(30), { loadBalancer: { ingress: [{ ip: "192.0.2.4" }] } })).toEqual([]);
  });

  test("of an Ingress only where others of its class have one", () => {
    const w = world();
    const found = () => ask(w).findings.filter(({ code }) => code === "address-pending");
    expect(found()).toEqual([]);
    const rules = get(w, "Ingress", "checkout").spec?.rules ?? [];
    const status = { loadBalancer: { ingress: [{ ip: "192.0.2.4" }] } };
    w.objects.push(object("networking.k8s.io/v1", "Ingress", "payments", "shop", { spec: { rules }, status }));
    expect(found()).toMatchObject([{ object: { kind: "Ingress", name: "checkout" } }]);
  });
});

describe("a Job that does not do its work", () => {
  const job = (name: string, spec: object, status: object, minutes: number) => {
    const made = object("batch/v1", "Job", "payments", name, { spec: { template: {}, ...spec }, status });
    made.metadata.creationTimestamp = ago(minutes);
    return made;
  };
  const said = (...jobs: ReturnType<typeof job>[]) => {
    const w = world();
    w.objects.push(...jobs);
    return ask(w)
      .findings.filter(({ code }) => code === "job-not-progressing")
      .map(({ title }) => title);
  };

  test("is told by why", () => {
    expect(said(job("import", { suspend: true }, {}, 40))).toEqual(["job import has been suspended for 40 min"]);
    expect(said(job("import", {}, {}, 12))).toEqual(["job import was created 12 min ago and has no pod"]);
  });

  test("unless it has just been made, or is done", () => {
    expect(said(job("import", {}, {}, 2))).toEqual([]);
    const done = { conditions: [{ type: "Complete", status: "True" }], completionTime: ago(30), succeeded: 1 };
    expect(said(job("import", {}, done, 40))).toEqual([]);
  });

  test("runs longer than its runs before", () => {
    const w = world();
    const cron = object("batch/v1", "CronJob", "payments", "report", { spec: { schedule: "0 * * * *" } });
    const before = job("report-1", {}, { startTime: ago(120), completionTime: ago(115), succeeded: 1 }, 120);
    const now = job("report-2", {}, { startTime: ago(60), active: 1 }, 60);
    for (const run of [before, now]) own(run, cron);
    const working = pod(
      "report-2-x",
      { "job-name": "report-2" },
      { nodeName: "node-1", containers: [{ name: "app" }] },
      now,
    );
    w.objects.push(cron, before, now, working);
    const found = ask(w).findings.find(({ code }) => code === "job-not-progressing");
    expect(found?.title).toBe("job report-2 has run for 60 min, and its longest run before took 5 min");
  });
});
