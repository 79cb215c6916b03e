import { expect, test } from "vitest";
import { condition, NO_FAULT, RESOURCE, secretThatNobodyMakes } from "../mutations/resource.ts";
import type { Scene } from "../mutations/scene.ts";
import { ago, ask, event, first, object, world } from "../world.ts";

const scene = (): Scene => ({ world: world(), namespace: "payments", app: "ledger", caller: "payments-api" });

test.each(Object.keys(NO_FAULT))("%s is no fault", (name) => {
  const it = scene();
  NO_FAULT[name]?.(it);
  expect(ask(it.world).findings).toEqual([]);
});

test("a missing secret is explained by what should have made it, that by its store, and is not to be made by hand", () => {
  const it = scene();
  RESOURCE[2]?.mutate(it);
  const { findings } = ask(it.world);
  const [store] = findings;
  expect(findings).toHaveLength(1);
  expect(store?.title).toContain("Vault is sealed");
  const under = (store?.symptoms ?? []).map(({ code, object }) => `${code} ${object.name}`);
  expect(under).toEqual(expect.arrayContaining(["resource-failed bank", "secret-missing ledger"]));
  const missing = store?.symptoms.find(({ code }) => code === "secret-missing");
  expect(missing?.title).toContain("ExternalSecret bank has not made it");
  expect(missing?.next.some(({ changes }) => changes)).toBe(false);
  expect(missing?.next[0]?.command).toBe("kubectl -n payments describe externalsecret.external-secrets.io bank");
});

test("a secret that nothing should make stays a cause of its own", () => {
  const it = scene();
  const deployment = secretThatNobodyMakes(it);
  const name = deployment.split("/")[1];
  expect(first(ask(it.world))).toBe(`secret-missing Deployment/${name}`);
});

test("another fault that reaches the workload does not explain a secret that its maker has not made", () => {
  const it = scene();
  RESOURCE[1]?.mutate(it);
  const topic = object("v1.acme.example.com/v1", "Queue", "payments", "mail", {
    status: { conditions: [condition("Ready", "False", "Denied", "no rights")] },
  });
  it.world.objects.push(topic);
  const root = ask(it.world).findings.find(({ object }) => object.kind === "ExternalSecret");
  expect(root?.symptoms.map(({ code }) => code)).toContain("secret-missing");
});

test("what fails to renew while its secret is there is noticed, and nothing is failing", () => {
  const it = scene();
  it.world.objects.push(
    object("v1", "Secret", "payments", "shop-tls", { type: "kubernetes.io/tls", data: { "tls.crt": "" } }),
    object("cert-manager.io/v1", "Certificate", "payments", "shop", {
      spec: { secretName: "shop-tls" },
      status: { conditions: [condition("Ready", "False", "Failed", "the order was rejected: unauthorized")] },
    }),
  );
  expect(ask(it.world).findings).toMatchObject([{ code: "resource-failed", tier: "noticed", severity: "warning" }]);
});

test("the deepest part that waits stands for its owners: order, request and certificate are its effects", () => {
  const it = scene();
  const part = (apiVersion: string, kind: string, status: object, owner?: string) => {
    const made = object(apiVersion, kind, "payments", `shop-${kind.toLowerCase()}`, { spec: {}, status });
    if (owner)
      made.metadata.ownerReferences = [
        { apiVersion: "cert-manager.io/v1", kind: owner, name: `shop-${owner.toLowerCase()}` },
      ];
    it.world.objects.push(made);
    return made;
  };
  const waits = { conditions: [condition("Ready", "False", "Pending", "waiting for the order")] };
  Object.assign(part("cert-manager.io/v1", "Certificate", waits), { spec: { secretName: "shop-tls" } });
  part("cert-manager.io/v1", "CertificateRequest", waits, "Certificate");
  part("acme.cert-manager.io/v1", "Order", { state: "pending" }, "CertificateRequest");
  part("acme.cert-manager.io/v1", "Challenge", { state: "pending", reason: "self check: wrong status code" }, "Order");
  const { findings } = ask(it.world);
  expect(findings.map(({ object }) => object.kind)).toEqual(["Challenge"]);
  expect(findings[0]?.title).toContain("wrong status code");
  expect(findings[0]?.symptoms.map(({ object }) => object.kind)).toEqual([
    "Order",
    "CertificateRequest",
    "Certificate",
  ]);
});

test("an operator's database is not ready because of its pods, whose own cause comes first", () => {
  const it = scene();
  const cluster = object("postgresql.cnpg.io/v1", "Cluster", "payments", "ledger-pg", {
    status: { conditions: [condition("Ready", "False", "ClusterIsNotReady", "Cluster Is Not Ready")] },
  });
  const sick = object("v1", "Pod", "payments", "ledger-pg-1", {
    spec: { nodeName: "node-1", containers: [{ name: "postgres", resources: { limits: { memory: "64Mi" } } }] },
    status: {
      phase: "Running",
      conditions: [condition("Ready", "False", "ContainersNotReady")],
      containerStatuses: [
        {
          name: "postgres",
          ready: false,
          restartCount: 9,
          state: { waiting: { reason: "CrashLoopBackOff" } },
          lastState: { terminated: { exitCode: 137, reason: "OOMKilled", finishedAt: ago(2), startedAt: ago(3) } },
        },
      ],
    },
  });
  sick.metadata.ownerReferences = [{ apiVersion: "postgresql.cnpg.io/v1", kind: "Cluster", name: "ledger-pg" }];
  it.world.objects.push(cluster, sick);
  const { findings } = ask(it.world);
  expect(findings.map(({ code, object }) => `${code} ${object.kind}`)).toEqual(["oom-killed Cluster"]);
  expect(findings[0]?.symptoms.map(({ code }) => code)).toContain("resource-not-ready");
});

test("a long chain of wrapped errors keeps its innermost", () => {
  const it = scene();
  const message = `cannot compose resources: ${"cannot render: ".repeat(30)}subnet subnet-9 has no free addresses`;
  it.world.objects.push(
    object("db.acme.example.com/v1", "Instance", "payments", "books", {
      status: { conditions: [condition("Synced", "False", "ReconcileError", message)] },
    }),
  );
  const [finding] = ask(it.world).findings;
  expect(finding?.title).toMatch(/^Instance books fails: ReconcileError: cannot compose.* … .*no free addresses$/);
  expect(finding?.title.length).toBeLessThan(300);
});

test("its status says more than the events about it", () => {
  const it = scene();
  const release = object("helm.toolkit.fluxcd.io/v2", "HelmRelease", "payments", "storefront", {
    status: { conditions: [condition("Ready", "False", "UpgradeFailed", "timed out waiting for the condition")] },
  });
  it.world.objects.push(release);
  event(it.world, release, "UpgradeFailed", "Helm upgrade failed: timed out waiting for the condition", { count: 9 });
  const { findings } = ask(it.world);
  expect(findings.map(({ code }) => code)).toEqual(["resource-failed"]);
  expect(findings[0]?.symptoms.map(({ code }) => code)).toEqual(["controller-reports-failure"]);
});
