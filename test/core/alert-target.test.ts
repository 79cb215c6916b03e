import { expect, test } from "vitest";
import { alertTargets, namespaceOf, objectOf } from "../../src/core/alert-target.ts";
import type { Alert } from "../../src/core/observation.ts";

const alert = (name: string, labels: Record<string, string>): Alert => ({
  name,
  labels,
  state: "firing",
  annotations: {},
  startsAt: null,
});

test.each([
  [{ namespace: "payments", deployment: "api" }, "Deployment/payments/api"],
  [{ namespace: "payments", pod: "api-6f-x", deployment: "api" }, "Deployment/payments/api"],
  [{ namespace: "payments", pod: "api-6f-x" }, "Pod/payments/api-6f-x"],
  [{ node: "node-1", namespace: "monitoring" }, "Node//node-1"],
  [
    { namespace: "monitoring", exported_namespace: "payments", pod: "exporter-0", exported_pod: "api-0" },
    "Pod/payments/api-0",
  ],
  [{ namespace: "monitoring", exported_namespace: "payments", pod: "exporter-0" }, undefined],
  [{ deployment: "api" }, undefined],
])("%j is about %s", (labels, expected) => {
  const found = objectOf(labels as Record<string, string>);
  expect(found && `${found.kind}/${found.namespace}/${found.name}`).toBe(expected);
});

test("the namespace is the one the exporter measured, not its own", () => {
  expect(namespaceOf({ namespace: "monitoring", exported_namespace: "payments" })).toBe("payments");
  expect(namespaceOf({})).toBeUndefined();
});

test("an alert is meant by its whole name, in any case, and each of its targets once", () => {
  const alerts = [
    alert("PaymentsDown", { namespace: "payments" }),
    alert("PaymentsDown", { namespace: "payments", severity: "page" }),
    alert("Payments", { namespace: "other" }),
  ];
  expect(alertTargets(alerts, { text: "what about paymentsdown?" })).toEqual([
    { cluster: "", namespace: "payments", because: "alert PaymentsDown" },
  ]);
  expect(alertTargets(alerts, { text: "what about checkout?" })).toEqual([]);
});
