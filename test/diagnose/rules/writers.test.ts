import { describe, expect, test } from "vitest";
import { admit } from "../../../src/sources/kubernetes/admit.ts";
import { ago, ask, event, get, NS, noticed, object, type World, world } from "../world.ts";

/** The Deployment was written by these lately, each so many minutes ago, and each wrote of its template and replicas. */
function writers(w: World, ...by: readonly (readonly [manager: string, minutes: number])[]) {
  get(w, "Deployment", "ledger").metadata.managedFields = by.map(([manager, minutes]) => ({
    manager,
    operation: "Update",
    time: ago(minutes),
    fieldsV1: { "f:spec": { "f:replicas": {}, "f:template": {} } },
  }));
}

/** Two ReplicaSets of the ledger that took turns: the numbers that each has had. */
function turns(w: World, first: readonly number[], second: readonly number[]) {
  const one = get(w, "ReplicaSet", "ledger-6f");
  const two = structuredClone(one);
  two.metadata.name = "ledger-7a";
  two.spec = JSON.parse(JSON.stringify(two.spec).replace('"memory":"512Mi"', '"memory":"1Gi"'));
  w.objects.push(two);
  for (const [set, numbers] of [
    [one, first],
    [two, second],
  ] as const)
    set.metadata.annotations = {
      "deployment.kubernetes.io/revision": String(numbers.at(-1)),
      ...(numbers.length > 1 && { "deployment.kubernetes.io/revision-history": numbers.slice(0, -1).join(",") }),
    };
}

function scaler(w: World, sizes: readonly { size: number; count: number; minutes: number }[]) {
  const hpa = object("autoscaling/v2", "HorizontalPodAutoscaler", NS, "ledger", {
    spec: {
      minReplicas: 2,
      maxReplicas: 10,
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "ledger" },
    },
    status: { currentReplicas: 2, desiredReplicas: 6, conditions: [{ type: "ScalingActive", status: "True" }] },
  });
  w.objects.push(hpa);
  for (const { size, count, minutes } of sizes)
    event(
      w,
      hpa,
      "SuccessfulRescale",
      `New size: ${size}; reason: cpu resource utilization (percentage of request) above target`,
      {
        type: "Normal",
        count,
        firstTimestamp: ago(minutes + 20),
        lastTimestamp: ago(minutes),
      },
    );
}

const FOUND = "writers-undo-each-other Deployment/ledger";

describe("two writers of one field", () => {
  test("a template that goes back and forth names both and the field", () => {
    const w = world();
    turns(w, [1, 3, 5], [2, 4, 6]);
    writers(w, ["argocd-controller", 2], ["resource-tuner", 1]);
    const diagnosis = ask(w);
    expect(noticed(diagnosis)).toEqual([FOUND]);
    expect(diagnosis.findings[0]?.title).toBe(
      "argocd-controller and resource-tuner both set containers[app].resources.limits.memory of ledger: they undid each other 5 times",
    );
  });

  test("an autoscaler whose number is taken back names who takes it back", () => {
    const w = world();
    scaler(w, [{ size: 6, count: 5, minutes: 2 }]);
    writers(w, ["kustomize-controller", 1]);
    const diagnosis = ask(w);
    expect(noticed(diagnosis)).toEqual([FOUND]);
    expect(diagnosis.findings[0]?.title).toBe(
      "autoscaler ledger and kustomize-controller both set spec.replicas of ledger: 6 was set 5 times in 20 min and taken back",
    );
  });

  test("nobody suffers from it until something else does", () => {
    const w = world();
    scaler(w, [{ size: 6, count: 5, minutes: 2 }]);
    writers(w, ["kustomize-controller", 1]);
    expect(ask(w).findings.map(({ tier }) => tier)).toEqual(["noticed"]);
  });
});

describe("is not", () => {
  const turnsOf = (w: World, first: number[], second: number[], ...by: readonly (readonly [string, number])[]) => {
    turns(w, first, second);
    writers(w, ...by);
  };

  test.each<[string, (w: World) => void]>([
    [
      "a rollout that was undone and tried again",
      (w) => turnsOf(w, [1, 3], [2, 4], ["helm", 2], ["kubectl-rollout", 1]),
    ],
    ["one writer that changes its mind", (w) => turnsOf(w, [1, 3, 5], [2, 4, 6], ["helm", 1])],
    ["a quarrel of yesterday", (w) => turnsOf(w, [1, 3, 5], [2, 4, 6], ["helm", 1_500], ["kubectl-edit", 1_490])],
    [
      "an autoscaler that follows the load",
      (w) =>
        scaler(w, [
          { size: 6, count: 3, minutes: 2 },
          { size: 2, count: 3, minutes: 5 },
        ]),
    ],
    ["an autoscaler alone", (w) => scaler(w, [{ size: 6, count: 5, minutes: 2 }])],
    [
      "an autoscaler beside a deploy that came before",
      (w) => {
        scaler(w, [{ size: 6, count: 5, minutes: 2 }]);
        writers(w, ["helm", 40]);
      },
    ],
    ["two writers of an object that stays as it is", (w) => writers(w, ["helm", 1], ["kubectl-edit", 2])],
  ])("%s", (_, make) => {
    const w = world();
    make(w);
    expect(noticed(ask(w))).toEqual([]);
  });
});

test("of the fields that a writer owns those near the root are kept, and no value", () => {
  const given = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name: "ledger",
      managedFields: [
        {
          manager: "helm",
          operation: "Update",
          time: ago(1),
          fieldsType: "FieldsV1",
          fieldsV1: {
            "f:metadata": { "f:labels": {} },
            "f:spec": { "f:replicas": {}, "f:template": { "f:spec": {} } },
          },
        },
      ],
    },
  };
  expect(admit(given)?.metadata.managedFields).toEqual([
    {
      manager: "helm",
      operation: "Update",
      time: ago(1),
      fieldsV1: { "f:spec": { "f:replicas": {}, "f:template": {} } },
    },
  ]);
});
