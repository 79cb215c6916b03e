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
    { object: "deployment/ledger", what: expect.stringContaining("from 1 to 2") },
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
  expect(data).toMatchObject({ changes: [{}], omitted: ["1 older changes: raise limit"] });
});

test("nothing changed", async () => {
  const { call } = await replay(world());
  expect((await call("get_changes", { namespace: NS })).text).toBe("no changes seen");
});
