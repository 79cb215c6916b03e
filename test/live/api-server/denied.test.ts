import { beforeAll, expect, inject, test } from "vitest";
import { connect } from "../../sources/kubernetes/kubeconfig.ts";
import { adminOf } from "../admin.ts";
import { ask, run, said } from "../sitrep.ts";

const admin = adminOf(inject("kubeconfig"));
const signal = new AbortController().signal;
const NEVER_SCHEDULED = { nodeSelector: { nowhere: "true" } };
let namespace: string;

beforeAll(async () => {
  namespace = await admin.namespace();
  const containers = [{ name: "api", image: "registry.example.com/api:1" }];
  await admin.apply(
    [{ apiVersion: "v1", kind: "Pod", metadata: { name: "api" }, spec: { ...NEVER_SCHEDULED, containers } }],
    namespace,
  );
});

const may = (group: string, ...resources: string[]) => ({
  apiGroups: [group],
  resources,
  verbs: ["get", "list", "watch"],
});

test("what may not be listed is denied, what is not there is an empty list, what is not served is missing", async () => {
  const { kubeconfig } = await admin.account(namespace, "pods-only", [may("", "pods"), may("batch", "jobs")]);
  const reader = await connect({ kubeconfig });
  const list = async (kind: string) => {
    const { status, items } = await reader.list(kind, { namespace }, signal);
    return [status, items.length];
  };
  expect(await list("Pod")).toEqual(["ok", 1]);
  expect(await list("Job")).toEqual(["ok", 0]);
  expect(await list("Service")).toEqual(["denied", 0]);
  expect(await list("Rollout")).toEqual(["unserved", 0]);
});

test("a right in one namespace does not count in another", async () => {
  const other = await admin.namespace();
  await admin.apply([{ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "local" } }], namespace);
  const { kubeconfig, user } = await admin.account(namespace, "local", []);
  await admin.kubectl(["create", "role", "pods", "--verb=list,get", "--resource=pods", "-n", namespace]);
  await admin.kubectl(["create", "rolebinding", "pods", "--role=pods", `--user=${user}`, "-n", namespace]);
  const reader = await connect({ kubeconfig });
  expect(await reader.list("Pod", { namespace }, signal)).toMatchObject({ status: "ok", items: { length: 1 } });
  expect(await reader.list("Pod", { namespace: other }, signal)).toMatchObject({ status: "denied" });
  expect(await reader.list("Pod", {}, signal)).toMatchObject({ status: "denied" });
  const { answer } = await ask({ kubeconfig }, `what's wrong with namespace/${namespace}?`);
  expect(said(answer, "kubernetes")).toMatch(/^truncated: 1 objects.*not allowed \(RBAC\)/);
  const confined = await connect({ kubeconfig, namespaces: [namespace] });
  expect(await confined.list("Pod", {}, signal)).toMatchObject({ status: "ok", items: { length: 1 } });
});

test("an answer names the kinds that it could not see, and is not healthy", async () => {
  const rules = [may("", "namespaces", "services", "configmaps")];
  const { kubeconfig } = await admin.account(namespace, "blind", rules);
  const { answer, code } = await ask({ kubeconfig }, `what's wrong with namespace/${namespace}?`);
  expect([answer.verdict, code]).toEqual(["unknown", 4]);
  expect(said(answer, "kubernetes")).toMatch(/^truncated: .*Pod.*not allowed \(RBAC\)/);
});

test("who may read everything asked is told the same without such a line", async () => {
  const { answer } = await ask(admin, `what's wrong with namespace/${namespace}?`);
  expect(answer.verdict).not.toBe("unknown");
  expect(said(answer, "kubernetes")).toMatch(/^ok: /);
});

test("doctor warns of credentials that may write, and not of those that only read", async () => {
  const wide = await run(admin, "doctor");
  expect(wide.out).toMatch(/warning +kubernetes .*may also .*delete pods/);
  const { kubeconfig } = await admin.account(namespace, "reader", [may("", "pods", "nodes", "namespaces")]);
  const narrow = await run({ kubeconfig }, "doctor");
  expect(narrow.out).toMatch(/ok +kubernetes /);
  expect(narrow.out).not.toContain("may also");
});
