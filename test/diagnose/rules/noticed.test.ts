import { describe, expect, test } from "vitest";
import { refOf } from "../../../src/diagnose/situation/object-index.ts";
import { ago, ask, first, get, NS, noticed, object, pod, podsOf, type World, world } from "../world.ts";

const edit = (change: (w: World) => void): World => {
  const w = world();
  change(w);
  return w;
};

describe("a rollout that is held", () => {
  const deployment = (over: object, status: object = {}) =>
    edit((w) => {
      const owner = get(w, "Deployment", "ledger");
      owner.spec = { ...owner.spec, ...over };
      owner.status = { ...owner.status, ...status };
    });

  test("half-way should not be so, and is harm when an alert fires for it", () => {
    const w = deployment({ paused: true }, { updatedReplicas: 1 });
    expect(ask(w).findings).toMatchObject([
      { code: "rollout-paused", tier: "noticed", severity: "warning", title: expect.stringContaining("1 of 2 pods") },
    ]);
    const labels = { namespace: NS, deployment: "ledger", severity: "warning" };
    w.alerts.push({ name: "RolloutStuck", state: "firing", labels, annotations: {}, startsAt: ago(5) });
    expect(ask(w).findings).toMatchObject([{ code: "rollout-paused", tier: "harm" }]);
  });

  test("at its end may be meant so, and at zero holds nothing", () => {
    expect(ask(deployment({ paused: true })).findings).toMatchObject([{ code: "rollout-paused", severity: "info" }]);
    const asleep = deployment({ paused: true, replicas: 0 });
    expect(noticed(ask(asleep))).not.toContain("rollout-paused Deployment/ledger");
  });

  test("by OnDelete is told while pods are old, and not after", () => {
    const set = (updated: number) =>
      edit((w) => {
        const labels = { app: "queue" };
        const spec = { replicas: 1, updateStrategy: { type: "OnDelete" }, selector: { matchLabels: labels } };
        const status = { replicas: 1, readyReplicas: 1, updatedReplicas: updated };
        const made = object("apps/v1", "StatefulSet", NS, "queue", { spec, status });
        w.objects.push(made, pod("queue-0", labels, { containers: [{ name: "app" }] }, made));
      });
    expect(noticed(ask(set(0)))).toContain("rollout-paused StatefulSet/queue");
    expect(noticed(ask(set(1)))).not.toContain("rollout-paused StatefulSet/queue");
  });
});

describe("minReadySeconds", () => {
  const ready = (wait: number, minutes: number) =>
    edit((w) => {
      const owner = get(w, "Deployment", "ledger");
      owner.spec = { ...owner.spec, minReadySeconds: wait };
      for (const is of podsOf(w, "ledger").flatMap(({ status }) => status?.conditions ?? []))
        if (is.type === "Ready") is.lastTransitionTime = ago(minutes);
    });

  test("is told while pods wait for it, with the deadline that it breaks", () => {
    const [finding] = ask(ready(1200, 5)).findings;
    expect(finding).toMatchObject({ code: "waits-for-min-ready", tier: "noticed" });
    expect(finding?.title).toBe(
      "2 ready pods of ledger count as available only after minReadySeconds 1200, in 15 min; the rollout's deadline is 600 s",
    );
  });

  test("is nothing when it is over or short", () => {
    expect(ask(ready(1200, 21)).findings).toEqual([]);
    expect(ask(ready(30, 0.2)).findings).toEqual([]);
  });
});

describe("pods that are being deleted", () => {
  const leaving = (left: number, grace: number) =>
    edit((w) => {
      const [old] = structuredClone(podsOf(w, "ledger"));
      if (!old) return;
      const deletionTimestamp = ago(-left);
      old.metadata = { ...old.metadata, name: "ledger-old", deletionTimestamp, deletionGracePeriodSeconds: grace };
      for (const container of old.spec?.containers ?? []) container.lifecycle = { preStop: { exec: {} } };
      w.objects.push(old);
    });

  test("for minutes, in a preStop hook", () => {
    const [finding] = ask(leaving(10, 900)).findings;
    expect(finding).toMatchObject({ code: "pods-terminating-slowly", tier: "noticed" });
    expect(finding?.title).toBe(
      "pod ledger-old of ledger terminating for 5 min, up to 10 min more: container app has a preStop hook",
    );
  });

  test("are why the next is missing where none starts beside them", () => {
    const waiting = (strategy: object) => {
      const w = leaving(10, 900);
      const gone = podsOf(w, "ledger")[0];
      w.objects = w.objects.filter((item) => item !== gone);
      const deployment = get(w, "Deployment", "ledger");
      deployment.spec = { ...deployment.spec, strategy };
      return first(ask(w));
    };
    expect(waiting({ type: "Recreate" })).toBe("rollout-waits-for-old-pods Deployment/ledger");
    expect(waiting({ rollingUpdate: { maxSurge: "0%" } })).toBe("rollout-waits-for-old-pods Deployment/ledger");
    expect(waiting({ rollingUpdate: { maxSurge: "25%" } })).not.toContain("rollout-waits");
  });

  test("just now is no matter, and past their grace period they are stuck", () => {
    expect(noticed(ask(leaving(14, 900)))).toEqual([]);
    expect(noticed(ask(leaving(-3, 30)))).toEqual(["pod-stuck-terminating Pod/ledger-old"]);
  });
});

describe("a disruption budget", () => {
  const budget = (status: object) =>
    edit((w) =>
      w.objects.push(
        object("policy/v1", "PodDisruptionBudget", NS, "strict", {
          spec: { minAvailable: 2, selector: { matchLabels: { app: "ledger" } } },
          status,
        }),
      ),
    );
  const full = budget({ disruptionsAllowed: 0, currentHealthy: 2, desiredHealthy: 2, expectedPods: 2 });

  test("that allows no disruption names the nodes that cannot be drained", () => {
    expect(ask(full).findings).toMatchObject([
      {
        code: "disruption-budget-allows-none",
        tier: "noticed",
        title: "budget strict allows no eviction (minAvailable 2, 2 healthy): node-1, node-2 cannot be drained",
      },
    ]);
  });

  test.each([
    ["Node", "", "node-2"],
    ["Deployment", NS, "ledger"],
  ])("concerns who asks about %s", (kind, namespace, name) => {
    const about = { apiVersion: "", kind, namespace, name };
    const targets = [{ cluster: "", namespace, object: about, because: "asked" }];
    expect(noticed(ask(full, undefined, targets))).toEqual([
      "disruption-budget-allows-none PodDisruptionBudget/strict",
    ]);
  });

  test("does not concern another workload", () => {
    const targets = [{ cluster: "", namespace: NS, object: refOf(get(full, "Deployment", "ledger-db")), because: "" }];
    expect(noticed(ask(full, undefined, targets))).toEqual([]);
  });

  test("that allows one, has no pods, or waits for unhealthy ones blocks nothing by itself", () => {
    const counts = { currentHealthy: 2, desiredHealthy: 2, expectedPods: 2 };
    expect(ask(budget({ ...counts, disruptionsAllowed: 1 })).findings).toEqual([]);
    expect(ask(budget({ ...counts, disruptionsAllowed: 0, currentHealthy: 0, expectedPods: 0 })).findings).toEqual([]);
    expect(ask(budget({ ...counts, disruptionsAllowed: 0, currentHealthy: 1 })).findings).toEqual([]);
  });
});

describe("a namespace with nothing in it", () => {
  const w = edit((made) =>
    made.objects.push(object("v1", "Namespace", "", "staging", { status: { phase: "Active" } })),
  );
  const about = (namespace: string) => [{ cluster: "", namespace, because: "asked" }];

  test("is told to who asks about it, and to nobody else", () => {
    expect(noticed(ask(w, undefined, about("staging")))).toEqual(["namespace-empty Namespace/staging"]);
    expect(ask(w, undefined, about("")).findings).toEqual([]);
    expect(ask(w).findings).toEqual([]);
  });

  test("cannot be known when pods were not listed", () => {
    const blind = { ...w, unlisted: { Pod: "forbidden" } };
    expect(ask(blind, undefined, about("staging")).findings).toEqual([]);
  });
});

describe("a quota", () => {
  const quota = (hard: string, used: string, resource = "requests.memory") =>
    edit((w) =>
      w.objects.push(
        object("v1", "ResourceQuota", NS, "team", {
          status: { hard: { [resource]: hard }, used: { [resource]: used } },
        }),
      ),
    );

  test("that is nearly full", () => {
    expect(ask(quota("8Gi", "7936Mi")).findings).toMatchObject([
      { code: "quota-nearly-full", tier: "noticed", title: "quota team is nearly full: requests.memory 7.8Gi of 8Gi" },
    ]);
  });

  test("with room, or that forbids a kind, is no finding", () => {
    expect(ask(quota("8Gi", "6Gi")).findings).toEqual([]);
    expect(ask(quota("0", "0", "services.loadbalancers")).findings).toEqual([]);
  });
});

describe("a readiness gate", () => {
  const gated = (condition: object | undefined, containers = "True") =>
    edit((w) => {
      for (const pod of podsOf(w, "ledger")) {
        pod.spec = { ...pod.spec, readinessGates: [{ conditionType: "lb.example.com/registered" }] };
        for (const is of pod.status?.conditions ?? []) {
          if (is.type === "ContainersReady") Object.assign(is, { status: containers, lastTransitionTime: ago(8) });
          if (is.type === "Ready") Object.assign(is, { status: "False", lastTransitionTime: ago(8) });
        }
        if (condition) pod.status?.conditions?.push(condition as never);
      }
    });

  test("that nobody sets is why pods are not ready", () => {
    const [finding] = ask(gated(undefined)).findings;
    expect(finding).toMatchObject({ code: "readiness-gate-unset", tier: "harm", severity: "critical" });
    expect(finding?.symptoms.map(({ code }) => code)).toContain("pods-not-ready");
  });

  test("says what its condition says", () => {
    const condition = { type: "lb.example.com/registered", status: "False", message: "target is draining" };
    expect(ask(gated(condition)).findings[0]?.title).toContain("which is False: target is draining");
  });

  test("is not to blame when the containers are not ready themselves", () => {
    expect(first(ask(gated(undefined, "False")))).toBe("pods-not-ready Deployment/ledger");
  });
});

describe("a webhook that must agree and has nothing behind it", () => {
  const webhook = (over: object) =>
    edit((w) => {
      w.objects.push(
        object("v1", "Namespace", "", "policy", {}),
        object("v1", "Service", "policy", "gate", { spec: { selector: { app: "gate" }, ports: [{ port: 443 }] } }),
        object("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "", "gate", {
          webhooks: [
            {
              name: "gate.example.com",
              failurePolicy: "Fail",
              rules: [{ apiGroups: ["*"], resources: ["pods"] }],
              clientConfig: { service: { namespace: "policy", name: "gate" } },
              ...over,
            },
          ],
        }),
      );
      get(w, "Namespace", NS).metadata.labels = { team: "payments" };
    });
  const code = "admission-webhook-not-serving Service/gate";

  test("is noticed in every namespace that it judges, and harms nobody yet", () => {
    expect(ask(webhook({})).findings).toMatchObject([{ tier: "noticed", severity: "warning" }]);
    expect(noticed(ask(webhook({})))).toEqual([code]);
    expect(noticed(ask(webhook({ namespaceSelector: { matchLabels: { team: "payments" } } })))).toEqual([code]);
  });

  test("does not concern a namespace that it leaves alone, or whose deploys it is not asked about", () => {
    const exempt = { matchExpressions: [{ key: "team", operator: "NotIn", values: ["payments"] }] };
    expect(ask(webhook({ namespaceSelector: exempt })).findings).toEqual([]);
    expect(ask(webhook({ rules: [{ apiGroups: ["acme.example.com"], resources: ["*"] }] })).findings).toEqual([]);
    expect(ask(webhook({ failurePolicy: "Ignore" })).findings).toEqual([]);
  });
});
