import { expect, test } from "vitest";
import { readStatus } from "../../../src/diagnose/status/read-status.ts";
import { condition } from "../mutations/resource.ts";

const read = (status: object, more: object = {}) =>
  readStatus({ apiVersion: "x.example.com/v1", kind: "Thing", metadata: { name: "it" }, status, ...more });
const of = (...conditions: object[]) => read({ conditions });

test.each([
  ["Ready is True", of(condition("Ready", "True"))],
  ["nothing is wrong by a negative type", of(condition("Degraded", "False"), condition("Available", "True"))],
  ["a phase in a sentence", read({ phase: "Cluster in healthy state" })],
  ["health and sync", read({ health: { status: "Healthy" }, sync: { status: "Synced" } })],
])("ready: %s", (_, { state }) => expect(state).toBe("ready"));

test.each([
  ["Ready is False with a reason", of(condition("Ready", "False", "AccessDenied", "no")), "Ready is False"],
  ["Stalled", of(condition("Stalled", "True", "RetriesExceeded", "gave up")), "Stalled is True"],
  ["a word for bad within a type", of(condition("ReplicaFailure", "True", "", "x")), "ReplicaFailure is True"],
  ["a negated word", of(condition("NotReady", "True", "FatalProblem", "x")), "NotReady is True"],
  [
    "a listener of a gateway",
    read({ listeners: [{ name: "https", conditions: [condition("ResolvedRefs", "False", "InvalidCertificateRef")] }] }),
    "https: ResolvedRefs is False",
  ],
  [
    "a condition without a status",
    of({ type: "ComparisonError", message: "no such repository" }),
    "ComparisonError is True",
  ],
  ["a phase", read({ phase: "Failed", message: "x" }), "phase is Failed"],
  ["health", read({ health: { status: "Degraded" }, sync: { status: "Synced" } }), "health.status is Degraded"],
  ["a colour", read({ health: "red", phase: "Ready" }), "health is red"],
  ["an error beside a snapshot", read({ readyToUse: false, error: { message: "no driver" } }), "error.message is set"],
  ["the end that failed", of(condition("Succeeded", "False", "TaskRunFailed", "exit 1")), "Succeeded is False"],
])("failed: %s", (_, status, says) => expect([status.state, status.says]).toEqual(["failed", says]));

test.each([
  ["Ready is Unknown", of(condition("Ready", "Unknown", "Running"))],
  ["work that goes on", of(condition("Ready", "False", "Provisioning", "creating the instance"))],
  ["a certificate that is issued", of(condition("Ready", "False", "DoesNotExist", "Issuing as Secret does not exist"))],
  ["a phase", read({ phase: "Pending" })],
])("progressing: %s", (_, { state }) => expect(state).toBe("progressing"));

test.each([
  ["ready, and its last sync failed", of(condition("Ready", "True"), condition("Synced", "False", "ReconcileError"))],
  ["out of sync", read({ health: { status: "Healthy" }, sync: { status: "OutOfSync" } })],
])("impaired: %s", (_, { state }) => expect(state).toBe("impaired"));

test.each([
  ["a field", read({ phase: "Failed" }, { spec: { suspend: true } })],
  [
    "an annotation",
    read({ phase: "Failed" }, { metadata: { name: "it", annotations: { "crossplane.io/paused": "true" } } }),
  ],
  ["a condition", of(condition("Ready", "False", "x"), condition("ReconciliationPaused", "True"))],
])("suspended: %s", (_, { state }) => expect(state).toBe("suspended"));

test.each([
  ["nothing", read({})],
  ["types of no known sense", of(condition("Active", "False", "ScalerNotActive"), condition("Upgradeable", "False"))],
  ["a job of Knative's informational severity", of({ ...condition("Ready", "False"), severity: "Info" })],
])("unknown: %s", (_, { state }) => expect(state).toBe("unknown"));

test("of several failures the one with words is told", () => {
  const { says, message } = of(
    condition("Released", "False"),
    condition("Ready", "False", "UpgradeFailed", "timed out waiting for the condition"),
  );
  expect([says, message]).toEqual(["Ready is False", "timed out waiting for the condition"]);
});
