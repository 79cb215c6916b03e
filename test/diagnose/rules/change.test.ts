import { describe, expect, test } from "vitest";
import { flatten } from "../../../src/core/finding.ts";
import type { Alert } from "../../../src/core/observation.ts";
import { course, meter, metered, replace } from "../metering.ts";
import {
  ago,
  ask,
  down,
  event,
  first,
  get,
  log,
  NS,
  object,
  pod,
  podsOf,
  rollOut,
  type World,
  world,
} from "../world.ts";

function codes(w: World): string[] {
  return flatten(ask(w).findings).map(({ code }) => code);
}

describe("rollouts", () => {
  test("requests fail since a rollout, and nothing else explains it", () => {
    const w = metered(world());
    rollOut(w, "ledger", 16);
    for (const name of ["ledger", "payments-api"]) replace(w, "http-error-ratio", name, course(0.001, 0.4));
    const [finding] = ask(w).findings;
    expect(finding).toMatchObject({ code: "rollout-regression", object: { name: "ledger" } });
    expect(finding?.title).toContain("ledger:1.4.2 → ledger:1.5.0");
    expect(finding?.symptoms.map(({ object }) => object.name)).toEqual(["ledger", "payments-api"]);
  });

  test("an alert began to fire after a rollout, and nothing else explains it", () => {
    const alertAt = (minutes: number): World => {
      const w = world();
      rollOut(w, "ledger", 5);
      const labels = { severity: "critical", namespace: NS, deployment: "ledger" };
      w.alerts.push({ name: "LedgerErrors", state: "firing", labels, annotations: {}, startsAt: ago(minutes) });
      return w;
    };
    expect(first(ask(alertAt(4)))).toBe("rollout-regression Deployment/ledger");
    expect(first(ask(alertAt(6)))).toBe("alert-firing Deployment/ledger");
  });

  test("who calls it gets worse after its rollout, and was not rolled out itself", () => {
    const slowed = (also?: string): World => {
      const w = metered(world());
      rollOut(w, "ledger", 16);
      if (also) rollOut(w, also, 16);
      replace(w, "http-error-ratio", "payments-api", course(0.001, 0.4));
      return w;
    };
    expect(first(ask(slowed()))).toBe("rollout-regression Deployment/ledger");
    expect(first(ask(slowed("payments-api")))).toBe("rollout-regression Deployment/payments-api");
  });

  test("a queue grows after a rollout of who reads from it", () => {
    const w = metered(world());
    meter(w, "queue-length", { service: "ledger", queue: "entries" }, course(10, 4000));
    rollOut(w, "payments-api", 16);
    const [finding] = ask(w).findings;
    expect(finding).toMatchObject({ code: "rollout-regression", object: { name: "payments-api" } });
    expect(finding?.symptoms.map(({ code }) => code)).toContain("queue-backlog");
  });

  test("a precise cause stands before the rollout, which is its evidence", () => {
    const w = world();
    rollOut(w, "ledger", 12, (template) => template.replace('"memory":"512Mi"', '"memory":"64Mi"'));
    down(w, "ledger", {
      restartCount: 4,
      state: { waiting: { reason: "CrashLoopBackOff" } },
      lastState: { terminated: { reason: "OOMKilled", exitCode: 137, finishedAt: ago(1) } },
    });
    const { findings, evidence } = ask(w);
    expect(findings[0]?.code).toBe("oom-killed");
    const changes = evidence.filter(({ id, kind }) => findings[0]?.evidence.includes(id) && kind === "change");
    expect(changes).toHaveLength(1);
  });

  test("a rollout that changed nothing for the worse, a restart, and one long after the trouble are no cause", () => {
    const fine = metered(world());
    rollOut(fine, "ledger", 16);
    expect(ask(fine).findings).toEqual([]);
    const restart = metered(world());
    rollOut(restart, "ledger", 16, (spec) =>
      spec.replace(
        '"labels":{"app":"ledger"}',
        '"labels":{"app":"ledger"},"annotations":{"kubectl.kubernetes.io/restartedAt":"x"}',
      ),
    );
    replace(restart, "http-error-ratio", "ledger", course(0.001, 0.4));
    expect(first(ask(restart))).toBe("error-ratio-high Deployment/ledger");
    const late = metered(world());
    rollOut(late, "ledger", 5);
    replace(late, "http-error-ratio", "ledger", course(0.001, 0.4, 30));
    expect(first(ask(late))).toBe("error-ratio-high Deployment/ledger");
  });
});

/** checkout calls a name that its config map does not hold, after a write to the map of these fields. */
function callsOther(name: string, write: { time: string; fieldsV1?: object }): World {
  const w = world();
  get(w, "ConfigMap", "checkout-config").metadata.managedFields = [
    { manager: "kubectl-edit", operation: "Update", ...write } as never,
  ];
  const line = `call failed: Post "http://${name}:8080/pay": dial tcp: lookup ${name} on 10.96.0.10:53: no such host`;
  for (const { metadata } of podsOf(w, "checkout")) log(w, metadata.name, [line, line, line]);
  return w;
}

describe("edits", () => {
  test("an address that the configuration no longer names is still called: the edit was never read", () => {
    const [finding] = ask(callsOther("billing", { time: ago(5), fieldsV1: { "f:data": {} } })).findings;
    expect(finding).toMatchObject({ code: "outdated-address", object: { name: "checkout" }, confidence: "high" });
    expect(finding?.next[0]?.command).toContain("rollout restart deploy/checkout");
  });

  test.each([
    ["before the pods started", "billing", { time: "2026-05-31T19:59:00Z" }],
    ["of a label", "billing", { time: ago(5), fieldsV1: { "f:metadata": {} } }],
    ["that still names the address", "payments-api", { time: ago(5), fieldsV1: { "f:data": {} } }],
  ])("an edit %s left nobody with an address from before", (_, name, write) => {
    expect(codes(callsOther(name, write))).not.toContain("outdated-address");
  });

  test("a label on a config map changes nothing that pods read", () => {
    const w = world();
    const labelled = (fieldsV1?: object) => {
      get(w, "ConfigMap", "checkout-config").metadata.managedFields = [
        { manager: "kubectl-label", operation: "Update", time: ago(17), fieldsV1 } as never,
      ];
      return codes(w);
    };
    expect(labelled()).toEqual(["configuration-not-loaded"]);
    expect(labelled({ "f:data": {}, "f:metadata": {} })).toEqual(["configuration-not-loaded"]);
    expect(labelled({ "f:metadata": {} })).toEqual([]);
  });

  test("a config map that was edited just before its users got slow", () => {
    const w = metered(world());
    get(w, "ConfigMap", "checkout-config").metadata.managedFields = [
      {
        manager: "helm",
        operation: "Update",
        time: get(w, "ConfigMap", "checkout-config").metadata.creationTimestamp ?? "",
      },
      { manager: "kubectl-edit", operation: "Update", time: ago(17) },
    ];
    expect(ask(w).findings).toMatchObject([{ code: "configuration-not-loaded", tier: "noticed" }]);
    replace(w, "http-latency-mean", "checkout", course(0.02, 0.9));
    const { findings, evidence } = ask(w);
    expect(first({ findings, evidence, omitted: [] })).toBe("config-map-edited ConfigMap/checkout-config");
    expect(evidence.some(({ text }) => text.includes("kubectl-edit"))).toBe(true);
  });

  test("a workload that was scaled down and is slow since", () => {
    const w = metered(world());
    const pods = podsOf(w, "ledger");
    w.objects = w.objects.filter((item) => item !== pods[1]);
    const deployment = get(w, "Deployment", "ledger");
    deployment.spec = { ...deployment.spec, replicas: 1 };
    event(w, deployment, "ScalingReplicaSet", "Scaled down replica set ledger-6f from 2 to 1", {
      type: "Normal",
      count: 1,
      firstTimestamp: ago(16),
      lastTimestamp: ago(16),
    });
    expect(ask(w).findings).toEqual([]);
    replace(w, "http-latency-mean", "ledger", course(0.02, 0.9));
    expect(first(ask(w))).toBe("scaled-down Deployment/ledger");
  });

  test("what an autoscaler scales is not scaled by hand: its minimum is raised", () => {
    const w = metered(world());
    const deployment = get(w, "Deployment", "ledger");
    deployment.spec = { ...deployment.spec, replicas: 1 };
    w.objects = w.objects.filter((item) => item !== podsOf(w, "ledger")[1]);
    const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name: "ledger" };
    w.objects.push(
      object("autoscaling/v2", "HorizontalPodAutoscaler", NS, "ledger", {
        spec: { minReplicas: 1, maxReplicas: 4, scaleTargetRef },
      }),
    );
    const at = { type: "Normal", count: 1, firstTimestamp: ago(16), lastTimestamp: ago(16) };
    event(w, deployment, "ScalingReplicaSet", "Scaled down replica set ledger-6f from 2 to 1", at);
    replace(w, "http-latency-mean", "ledger", course(0.02, 0.9));
    const [finding] = ask(w).findings;
    expect(finding).toMatchObject({ code: "scaled-down", next: [{ changes: true }] });
    expect(finding?.next[0]?.command).toMatch(/patch hpa ledger .*"minReplicas":2/);
  });

  test("a chaos experiment, as long as it is injected", () => {
    const chaos = (recovered: string) => {
      const w = world();
      w.objects.push(
        object("chaos-mesh.org/v1alpha1", "NetworkChaos", NS, "ledger-delay", {
          spec: { action: "delay", selector: { namespaces: [NS], labelSelectors: { app: "ledger" } } },
          status: {
            conditions: [
              { type: "AllInjected", status: "True" },
              { type: "AllRecovered", status: recovered },
            ],
          },
        }),
      );
      return w;
    };
    const [finding] = ask(chaos("False")).findings;
    expect(finding).toMatchObject({ code: "chaos-experiment-running", object: { name: "ledger-delay" } });
    expect(finding?.title).toContain("ledger");
    expect(ask(chaos("True")).findings).toEqual([]);
  });
});

describe("alerts", () => {
  const alert = (labels: Record<string, string>, rest: Partial<Alert> = {}): Alert => ({
    name: "LedgerSlow",
    state: "firing",
    labels: { namespace: NS, severity: "warning", ...labels },
    annotations: { summary: "the ledger is slow" },
    startsAt: ago(20),
    ...rest,
  });

  test.each([
    [{ deployment: "ledger" }, "Deployment/ledger"],
    [{ pod: "ledger-6f-0" }, "Deployment/ledger"],
    [{ service: "ledger" }, "Deployment/ledger"],
  ])("on what its labels name: %o", (labels, object) => {
    const w = world();
    w.alerts.push(alert(labels));
    expect(first(ask(w))).toBe(`alert-firing ${object}`);
  });

  test("several about one thing are told once", () => {
    const w = world();
    w.alerts.push(
      alert({ pod: "ledger-6f-0" }),
      alert({ deployment: "ledger", severity: "critical" }, { name: "LedgerDown" }),
    );
    const { findings } = ask(w);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ severity: "critical" });
  });

  test("an alert goes under the cause of what it is about", () => {
    const w = world();
    down(w, "ledger", {
      restartCount: 4,
      state: { waiting: { reason: "CrashLoopBackOff" } },
      lastState: { terminated: { reason: "OOMKilled", exitCode: 137, finishedAt: ago(1) } },
    });
    w.alerts.push(alert({ deployment: "checkout" }));
    const { findings } = ask(w);
    expect(findings).toHaveLength(1);
    expect(flatten(findings).map(({ code }) => code)).toContain("alert-firing");
  });

  test("muted, informational and always-on alerts, and those about nothing that is here, are silent", () => {
    const w = world();
    w.alerts.push(
      alert({ deployment: "ledger" }, { state: "suppressed" }),
      alert({ deployment: "ledger" }, { state: "pending" }),
      alert({ deployment: "ledger", severity: "info" }),
      alert({ severity: "none" }, { name: "Watchdog" }),
      alert({ deployment: "gone" }),
    );
    expect(ask(w).findings).toEqual([]);
  });
});

describe("what an alert is about", () => {
  const alerted = (labels: Record<string, string>): World => {
    const w = world();
    const alert = { state: "firing" as const, annotations: {}, startsAt: ago(10) };
    w.alerts.push({ ...alert, name: "Late", labels: { severity: "critical", namespace: NS, ...labels } });
    return w;
  };

  test("a label of any name that bears a workload's, else the namespace of a critical one", () => {
    expect(first(ask(alerted({ consumergroup: "ledger" })))).toBe("alert-firing Deployment/ledger");
    expect(first(ask(alerted({ queue: "mails" })))).toBe(`alert-firing Namespace/${NS}`);
    expect(ask(alerted({ queue: "mails", severity: "warning" })).findings).toEqual([]);
    expect(ask(alerted({ pod: "gone-1" })).findings).toEqual([]);
  });
});

test("a StatefulSet that was scaled down, and whose log begins with errors after that", () => {
  const scaled = (numbers: readonly number[]) => {
    const w = world();
    const set = object("apps/v1", "StatefulSet", NS, "broker", {
      spec: { replicas: 1, template: { metadata: { labels: { app: "broker" } }, spec: { containers: [] } } },
      status: { replicas: 1, readyReplicas: 1 },
    });
    const left = pod("broker-0", { app: "broker" }, { containers: [{ name: "app" }] }, set);
    w.objects.push(set, left);
    for (const number of numbers)
      event(w, set, "SuccessfulDelete", `delete Pod broker-${number} in StatefulSet broker successful`, {
        type: "Normal",
        firstTimestamp: ago(40),
        lastTimestamp: ago(40),
      });
    const errors = Array(20).fill("ERROR cannot append: too few copies in sync");
    log(w, "broker-0", errors);
    return w;
  };
  expect(first(ask(scaled([2, 1])))).toBe("scaled-down StatefulSet/broker");
  expect(ask(scaled([2, 1])).findings[0]?.title).toContain("from 3 to 1");
  // A pod that is deleted in an update comes back under its number.
  expect(ask(scaled([0])).findings.map(({ code }) => code)).not.toContain("scaled-down");
});
