import { expect, test } from "vitest";
import { ago, event, get, NS, object, own, world } from "../diagnose/world.ts";
import { replay } from "./replay.ts";

/** checkout's image was changed an hour ago, by a second ReplicaSet; its replicas ten minutes ago. */
function rolled() {
  const w = world();
  const before = get(w, "ReplicaSet", "checkout-6f");
  const after = object("apps/v1", "ReplicaSet", NS, "checkout-7a", { spec: structuredClone(before.spec ?? {}) });
  own(after, get(w, "Deployment", "checkout"));
  after.metadata.annotations = {
    "deployment.kubernetes.io/revision": "2",
    "kubernetes.io/change-cause": "release 1.5",
  };
  after.metadata.creationTimestamp = ago(60);
  for (const container of after.spec.template?.spec?.containers ?? [])
    container.image = "registry.example.com/checkout:1.5";
  w.objects.push(after);
  const scaled = { type: "Normal", lastTimestamp: ago(10) };
  event(w, get(w, "Deployment", "ledger"), "ScalingReplicaSet", "Scaled up replica set ledger-6f from 1 to 2", scaled);
  return w;
}

test("latest first: what was scaled, and which fields a rollout changed", async () => {
  const { call } = await replay(rolled());
  const { data, text } = await call("get_changes", { namespace: NS });
  expect(data.changes).toMatchObject([
    { object: "deploy/ledger", what: expect.stringContaining("from 1 to 2") },
    {
      object: "deploy/checkout",
      what: "revision 2: release 1.5",
      fields: [expect.stringMatching(/image: .*1\.4\.2 → .*1\.5/)],
    },
  ]);
  expect(text).toContain("containers[app].image");
});

test("no further back than asked, and what is left out is said", async () => {
  const { call } = await replay(rolled());
  expect((await call("get_changes", { namespace: NS, hours: 0.5 })).data.changes).toHaveLength(1);
  const { data } = await call("get_changes", { namespace: NS, limit: 1 });
  expect(data).toMatchObject({
    changes: [{}],
    omitted: ["1 older changes: raise limit", expect.stringContaining("not in this capture")],
  });
});

test("nothing changed in what the capture holds", async () => {
  const { call } = await replay(world());
  expect((await call("get_changes", { namespace: NS })).text).toMatch(
    /^no changes seen in what could be read\nleft out: .*Event.*: not in this capture$/,
  );
});

test("edited configuration with who edited it, what is new, and what became of nodes", async () => {
  const w = world();
  const written = (minutes: number) => [{ manager: "kubectl-edit", operation: "Update", time: ago(minutes) }];
  w.objects.push(
    object("v1", "ConfigMap", NS, "features", {
      metadata: { name: "features", namespace: NS, creationTimestamp: ago(9_000), managedFields: written(17) },
    }),
    object("v1", "ConfigMap", NS, "kube-root-ca.crt", {
      metadata: { name: "kube-root-ca.crt", namespace: NS, creationTimestamp: ago(5) },
    }),
    object("networking.k8s.io/v1", "NetworkPolicy", NS, "deny", {
      metadata: { name: "deny", namespace: NS, creationTimestamp: ago(12) },
    }),
    object("v1", "Node", "", "node-9", {
      metadata: { name: "node-9", creationTimestamp: ago(9_000) },
      spec: { taints: [{ key: "node.kubernetes.io/unreachable", effect: "NoExecute", timeAdded: ago(6) }] },
      status: {
        conditions: [{ type: "Ready", status: "Unknown", reason: "NodeStatusUnknown", lastTransitionTime: ago(7) }],
      },
    }),
    object("v1", "Node", "", "node-10", {
      metadata: { name: "node-10", creationTimestamp: ago(30) },
      status: { conditions: [{ type: "Ready", status: "True", lastTransitionTime: ago(29) }] },
    }),
  );
  const { call } = await replay(w);
  const { data } = await call("get_changes", { namespace: NS, hours: 2 });
  expect(data.changes).toMatchObject([
    { object: "node/node-9", what: "tainted node.kubernetes.io/unreachable:NoExecute" },
    { object: "node/node-9", what: "Ready became Unknown: NodeStatusUnknown" },
    { object: "netpol/deny", what: "created" },
    { object: "cm/features", what: "edited by kubectl-edit" },
    { object: "node/node-10", what: "joined the cluster" },
  ]);
});
