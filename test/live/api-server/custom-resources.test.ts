import { beforeAll, expect, inject, test } from "vitest";
import { flatten } from "../../../src/core/finding.ts";
import { adminOf, OURS } from "../admin.ts";
import { ask } from "../sitrep.ts";

const admin = adminOf(inject("kubeconfig"));
const kubeconfig = inject("kubeconfig");
let namespace: string;

const definition = (group: string, kind: string, scope = "Namespaced") => {
  const plural = `${kind.toLowerCase()}s`;
  const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}`, labels: OURS },
    spec: {
      group,
      scope,
      names: { kind, plural, singular: kind.toLowerCase() },
      versions: [{ name: "v1", served: true, storage: true, schema }],
    },
  };
};

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString().replace(/\.\d+/, "");
const notReady = (reason: string, message: string) => ({
  conditions: [{ type: "Ready", status: "False", reason, message, lastTransitionTime: minutesAgo(12) }],
});

beforeAll(async () => {
  namespace = await admin.namespace();
  const definitions = [
    definition("queues.acme.test", "Topic"),
    definition("queues.acme.test", "Unused"),
    definition("external-secrets.io", "ExternalSecret"),
    definition("external-secrets.io", "ClusterSecretStore", "Cluster"),
  ];
  await admin.apply(definitions);
  for (const { metadata } of definitions)
    await admin.kubectl(["wait", "--for=condition=Established", `crd/${metadata.name}`, "--timeout=30s"]);
});

/** A pod on a node that is not there: nobody overwrites what its status says, as a kubelet would say it. */
async function podWithout(secret: string): Promise<void> {
  const env = [{ name: "TOKEN", valueFrom: { secretKeyRef: { name: secret, key: "token" } } }];
  const containers = [{ name: "api", image: "registry.example.com/api:1", env }];
  const spec = { nodeName: "elsewhere", containers };
  await admin.apply([{ apiVersion: "v1", kind: "Pod", metadata: { name: "api" }, spec }], namespace);
  const waiting = { reason: "CreateContainerConfigError", message: `secret "${secret}" not found` };
  const status = {
    phase: "Pending",
    conditions: [{ type: "Ready", status: "False", lastTransitionTime: minutesAgo(10) }],
    containerStatuses: [
      { name: "api", image: "", imageID: "", ready: false, started: false, restartCount: 0, state: { waiting } },
    ],
  };
  const patch = JSON.stringify({ status });
  await admin.kubectl(["patch", "pod", "api", "-n", namespace, "--subresource=status", "--type=merge", "-p", patch]);
}

test("a kind that nobody foresaw, a secret that was never made, and the store in no namespace that is why", async () => {
  const store = `store-${namespace}`;
  await admin.apply(
    [
      {
        apiVersion: "queues.acme.test/v1",
        kind: "Topic",
        metadata: { name: "orders" },
        status: notReady("QuotaExceeded", "20 of 20 topics are used"),
      },
      {
        apiVersion: "external-secrets.io/v1",
        kind: "ExternalSecret",
        metadata: { name: "bank" },
        spec: { secretStoreRef: { kind: "ClusterSecretStore", name: store }, target: { name: "bank-credentials" } },
        status: notReady("SecretSyncedError", "could not get secret data from provider"),
      },
    ],
    namespace,
  );
  const broken = notReady("InvalidProviderConfig", "Code: 503. Errors: Vault is sealed");
  await admin.apply([
    {
      apiVersion: "external-secrets.io/v1",
      kind: "ClusterSecretStore",
      metadata: { name: store, labels: OURS },
      status: broken,
    },
  ]);
  await podWithout("bank-credentials");
  const { code, answer } = await ask({ kubeconfig }, `what is wrong in ${namespace}?`);
  expect(code).toBe(3);
  // That the pod's node is not there is a fault of its own.
  const cause = answer.findings.find(({ object }) => object.name === store);
  expect(cause).toMatchObject({ code: "resource-failed", tier: "harm", object: { kind: "ClusterSecretStore" } });
  expect(cause?.title).toContain("Vault is sealed");
  const under = flatten(cause?.symptoms ?? []).map((item) => `${item.code} ${item.object.kind}/${item.object.name}`);
  expect(under).toEqual(expect.arrayContaining(["resource-failed ExternalSecret/bank", "secret-missing Pod/api"]));
  const topic = answer.findings.find(({ object }) => object.kind === "Topic");
  expect(topic?.title).toContain("20 of 20 topics are used");
  for (const { query, objects } of answer.evidence.filter(({ objects }) =>
    objects[0]?.apiVersion.includes("acme.test"),
  )) {
    const shown = await admin.kubectl(query.replace(/^kubectl /, "").split(" "));
    expect(shown).toContain(objects[0]?.name);
    expect(shown).toContain("QuotaExceeded");
  }
});
