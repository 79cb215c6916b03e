import { beforeAll, expect, inject, test } from "vitest";
import { waitFor } from "../../cluster/lib.ts";
import { connect } from "../../sources/kubernetes/kubeconfig.ts";
import { adminOf, OURS } from "../admin.ts";

const admin = adminOf(inject("kubeconfig"));
const signal = new AbortController().signal;
/** More than one page of 500. */
const LEASES = 1_100;
let namespace: string;

beforeAll(async () => {
  namespace = await admin.namespace();
});

test("a list of several pages is whole, and one that is cut says so", async () => {
  const leases = Array.from({ length: LEASES }, (_, i) => ({
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    metadata: { name: `lease-${i}`, labels: { odd: String(i % 2 === 1) } },
  }));
  await admin.create(leases, namespace);
  const reader = await connect({ kubeconfig: admin.kubeconfig });
  const all = await reader.list("Lease", { namespace }, signal);
  expect([all.status, new Set(all.items.map(({ metadata }) => metadata.name)).size]).toEqual(["ok", LEASES]);
  const odd = await reader.list("Lease", { namespace, labelSelector: "odd=true" }, signal);
  expect([odd.status, odd.items.length]).toEqual(["ok", LEASES / 2]);
  const some = await reader.list("Lease", { namespace, max: 600 }, signal);
  expect(some.status).toBe("limited");
  expect(some.items.length).toBeLessThan(LEASES);
  expect(some.detail).toBe(`only the first ${some.items.length} were read`);
});

test("one object by name is asked for alone; a name that is not there is no failure", async () => {
  await admin.apply(
    [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "there" }, data: { a: "1" } }],
    namespace,
  );
  const reader = await connect({ kubeconfig: admin.kubeconfig });
  const get = (name: string) => reader.list("ConfigMap", { namespace, name }, signal);
  expect(await get("there")).toMatchObject({ status: "ok", items: [{ data: { a: "1" } }] });
  expect(await get("not-there")).toMatchObject({ status: "ok", items: [] });
});

test("a selector that the API server does not take is a failure with its words", async () => {
  const reader = await connect({ kubeconfig: admin.kubeconfig });
  const { status, detail } = await reader.list("Pod", { namespace, fieldSelector: "spec.colour=red" }, signal);
  expect(status).toBe("failed");
  expect(detail).toContain("spec.colour");
});

test("Secrets are read only where that is configured, and then without values", async () => {
  const secret = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "database" },
    stringData: { password: "hunter2hunter2" },
  };
  await admin.apply([secret], namespace);
  const cautious = await connect({ kubeconfig: admin.kubeconfig });
  expect(await cautious.list("Secret", { namespace }, signal)).toMatchObject({ status: "unread", items: [] });
  const allowed = await connect({ kubeconfig: admin.kubeconfig, readSecrets: true });
  const { items } = await allowed.list("Secret", { namespace }, signal);
  const text = JSON.stringify(items);
  expect(items.find(({ metadata }) => metadata.name === "database")).toMatchObject({ data: { password: "" } });
  expect(text).not.toContain("hunter2");
  expect(text).not.toContain(Buffer.from("hunter2hunter2").toString("base64"));
});

test("credentials in other objects are redacted as they enter", async () => {
  const env = [{ name: "DB_PASSWORD", value: "correct-horse-battery" }];
  const containers = [{ name: "api", image: "registry.example.com/api:1", env }];
  const spec = { nodeSelector: { nowhere: "true" }, containers };
  await admin.apply([{ apiVersion: "v1", kind: "Pod", metadata: { name: "careless" }, spec }], namespace);
  const reader = await connect({ kubeconfig: admin.kubeconfig });
  const { items } = await reader.list("Pod", { namespace, name: "careless" }, signal);
  expect(JSON.stringify(items)).toContain("DB_PASSWORD");
  expect(JSON.stringify(items)).not.toContain("correct-horse");
});

const definition = (group: string, kind: string) => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `${kind.toLowerCase()}s.${group}` },
  spec: {
    group,
    scope: "Namespaced",
    names: { kind, plural: `${kind.toLowerCase()}s`, singular: kind.toLowerCase(), shortNames: ["gw"] },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
      },
    ],
  },
});

test("custom resources are found where they are served, two groups with one kind told apart", async () => {
  const groups = ["networking.istio.io", "gateway.networking.k8s.io"];
  // Definitions of a protected group need the approval of its owners.
  const approved = { "api-approved.kubernetes.io": "unapproved, for a test" };
  const definitions = groups.map((group) => {
    const it = definition(group, "Gateway");
    return { ...it, metadata: { ...it.metadata, labels: OURS, annotations: approved } };
  });
  await admin.apply(definitions);
  for (const { metadata } of definitions)
    await admin.kubectl(["wait", "--for=condition=Established", `crd/${metadata.name}`, "--timeout=30s"]);
  await admin.apply(
    groups.map((group) => ({ apiVersion: `${group}/v1`, kind: "Gateway", metadata: { name: `of-${group}` } })),
    namespace,
  );
  const reader = await connect({ kubeconfig: admin.kubeconfig });
  const found = (await reader.kinds(signal)).filter(({ kind }) => kind === "Gateway");
  expect(found.map(({ apiVersion }) => apiVersion).sort()).toEqual(groups.map((group) => `${group}/v1`).sort());
  for (const group of groups)
    expect(await reader.list(`Gateway.${group}`, { namespace }, signal)).toMatchObject({
      status: "ok",
      items: [{ apiVersion: `${group}/v1`, metadata: { name: `of-${group}` } }],
    });
});

test("an event of the newer kind keeps how often it happened, and when last", async () => {
  const at = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString().replace("Z", "000Z");
  const event = {
    apiVersion: "events.k8s.io/v1",
    kind: "Event",
    metadata: { name: "again-and-again" },
    type: "Warning",
    reason: "BackOff",
    action: "Restarting",
    note: "Back-off restarting failed container",
    reportingController: "kubelet",
    reportingInstance: "node-1",
    eventTime: at(600),
    series: { count: 41, lastObservedTime: at(3) },
    regarding: { apiVersion: "v1", kind: "Pod", name: "api", namespace },
  };
  await admin.create([event], namespace);
  const reader = await connect({ kubeconfig: admin.kubeconfig });
  await waitFor("the event is listed", 10, async () => {
    const { items } = await reader.list("Event", { namespace }, signal);
    return items.some(({ metadata }) => metadata.name === "again-and-again") ? undefined : `${items.length} others`;
  });
  const { items } = await reader.list("Event", { namespace, fieldSelector: "reason=BackOff" }, signal);
  expect(items).toMatchObject([{ series: { count: 41 }, involvedObject: { name: "api" }, message: event.note }]);
});
