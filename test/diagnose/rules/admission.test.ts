import { describe, expect, test } from "vitest";
import type { Workload } from "../../../src/core/kubernetes/workload.ts";
import { ago, ask, event, first, get, NS, object, own, podsOf, world } from "../world.ts";
import { codes, forbidden, over, refused, remove } from "./refused.ts";

describe("refused pods", () => {
  test.each([
    ["quota-exceeded-pods ResourceQuota/compute", over("pods=1", "pods=50", "pods=50")],
    ["quota-exceeded-cpu ResourceQuota/compute", over("requests.cpu=2", "requests.cpu=3", "requests.cpu=4")],
    [
      "quota-exceeded-memory ResourceQuota/compute",
      over("limits.memory=1Gi", "limits.memory=8Gi", "limits.memory=8Gi"),
    ],
    [
      "quota-exceeded-objects ResourceQuota/compute",
      over("requests.nvidia.com/gpu=1", "requests.nvidia.com/gpu=2", "requests.nvidia.com/gpu=2"),
    ],
    [
      "quota-requires-resources Deployment/payments-api",
      forbidden("failed quota: compute: must specify limits.cpu for: app; limits.memory for: app"),
    ],
    ["quota-status-unknown ResourceQuota/compute", forbidden("status unknown for quota: compute, resources: pods")],
    [
      "limit-range-violated Deployment/payments-api",
      forbidden("maximum memory usage per Container is 256Mi, but limit is 512Mi"),
    ],
    [
      "limit-range-violated Deployment/payments-api",
      forbidden("[cpu max limit to request ratio per Container is 2, but provided ratio is 10.000000]"),
    ],
    [
      "service-account-missing Deployment/payments-api",
      'pods "payments-api-6f-" is forbidden: error looking up service account payments/payd: serviceaccount "payd" not found',
    ],
    [
      "pod-security-violated Deployment/payments-api",
      forbidden(
        'violates PodSecurity "restricted:latest": privileged (container "app" must not set securityContext.privileged=true)',
      ),
    ],
    [
      "pod-security-violated Deployment/payments-api",
      forbidden(
        "unable to validate against any security context constraint: [provider restricted-v2: .spec.securityContext]",
      ),
    ],
    [
      "admission-webhook-unavailable Deployment/payments-api",
      'Internal error occurred: failed calling webhook "mesh.example.com": failed to call webhook: Post "https://mesh.mesh.svc:443/inject?timeout=10s": dial tcp 10.96.0.9:443: connect: connection refused',
    ],
    [
      "admission-webhook-denied Deployment/payments-api",
      'admission webhook "policy.example.com" denied the request: image registry not allowed',
    ],
    [
      "admission-webhook-denied Deployment/payments-api",
      "ValidatingAdmissionPolicy 'no-latest' with binding 'all' denied request: failed expression: !object.spec.containers.exists(c, c.image.endsWith(':latest'))",
    ],
    ["priority-class-missing Deployment/payments-api", forbidden("no PriorityClass with name urgent was found")],
    ["runtime-class-missing Deployment/payments-api", forbidden('pod rejected: RuntimeClass "gvisor" not found')],
    [
      "pod-creation-forbidden Deployment/payments-api",
      'pods is forbidden: User "system:serviceaccount:kube-system:replicaset-controller" cannot create resource "pods" in API group "" in the namespace "payments"',
    ],
    [
      "pod-creation-timeout Deployment/payments-api",
      "Timeout: request did not complete within requested timeout - context deadline exceeded",
    ],
    [
      "pod-invalid Deployment/payments-api",
      'Pod "payments-api-6f-x" is invalid: spec.containers[0].image: Required value',
    ],
    ["pod-creation-refused Deployment/payments-api", "etcdserver: mvcc: database space exceeded"],
  ])("%s", (expected, message) => {
    const w = refused(message);
    expect(first(ask(w))).toBe(expected);
    expect(ask(w).findings.filter(({ role }) => role === "cause")).toHaveLength(1);
  });

  test("one quota that refuses several workloads is one finding, which says whom it hits", () => {
    const w = refused(over("pods=1", "pods=50", "pods=50"));
    remove(w, podsOf(w, "ledger"));
    get(w, "ReplicaSet", "ledger-6f").status = get(w, "ReplicaSet", "payments-api-6f").status ?? {};
    const { findings } = ask(w);
    expect(findings.filter(({ role }) => role === "cause").map(({ code }) => code)).toEqual(["quota-exceeded-pods"]);
    expect(findings[0]?.symptoms.map(({ object }) => object.name)).toEqual(
      expect.arrayContaining(["ledger", "payments-api"]),
    );
  });

  test("when a rollout asked for more than the quota allows, the workload is what to change", () => {
    const w = refused(over("requests.cpu=8", "requests.cpu=1", "requests.cpu=4"), { made: 6 });
    const set = get(w, "ReplicaSet", "payments-api-6f");
    const old: Workload = structuredClone(set);
    set.metadata.annotations = { "deployment.kubernetes.io/revision": "2" };
    for (const container of set.spec?.template?.spec?.containers ?? [])
      container.resources = { requests: { cpu: "8", memory: "128Mi" } };
    old.metadata.name = "payments-api-5a";
    old.spec = { ...old.spec, replicas: 0 };
    old.status = { replicas: 0 };
    w.objects.push(old);
    expect(first(ask(w))).toBe("quota-exceeded-cpu Deployment/payments-api");
  });

  test("a rollout that cannot create its pods is seen while the old pods serve", () => {
    const w = world();
    const set: Workload = object("apps/v1", "ReplicaSet", NS, "payments-api-7c", {
      spec: { replicas: 1 },
      status: {
        replicas: 0,
        conditions: [
          {
            type: "ReplicaFailure",
            status: "True",
            reason: "FailedCreate",
            message: forbidden('error looking up service account payments/payd: serviceaccount "payd" not found'),
            lastTransitionTime: ago(5),
          },
        ],
      },
    });
    own(set, get(w, "Deployment", "payments-api"));
    w.objects.push(set);
    expect(ask(w).findings[0]).toMatchObject({ code: "service-account-missing", severity: "warning" });
  });

  test("a StatefulSet's refused claim shows only in an event", () => {
    const w = world();
    const sts: Workload = object("apps/v1", "StatefulSet", NS, "queue", {
      spec: { replicas: 1 },
      status: { replicas: 0 },
    });
    w.objects.push(sts);
    const message =
      'Create Claim data-queue-0 for Pod queue-0 in StatefulSet queue failed error: persistentvolumeclaims "data-queue-0" is forbidden: exceeded quota: compute, requested: requests.storage=10Gi, used: requests.storage=95Gi, limited: requests.storage=100Gi';
    event(w, sts, "FailedCreate", message);
    expect(first(ask(w))).toBe("quota-exceeded-storage ResourceQuota/compute");
  });

  test("a CronJob whose last attempt was refused, and one that got over it", () => {
    const w = world();
    const cron: Workload = object("batch/v1", "CronJob", NS, "settle", { spec: { schedule: "0 * * * *" } });
    w.objects.push(cron);
    event(
      w,
      cron,
      "FailedCreate",
      'Error creating job: jobs.batch "settle-1" is forbidden: exceeded quota: compute, requested: count/jobs.batch=1, used: count/jobs.batch=5, limited: count/jobs.batch=5',
    );
    expect(first(ask(w))).toBe("quota-exceeded-objects ResourceQuota/compute");
    const job: Workload = object("batch/v1", "Job", NS, "settle-2", {
      status: { succeeded: 1, completionTime: ago(0) },
    });
    job.metadata.creationTimestamp = ago(0.5);
    own(job, cron);
    w.objects.push(job);
    expect(ask(w).findings).toEqual([]);
  });

  test("rules that changed after pods of the template were let in are to blame, not the workload", () => {
    const security = refused(forbidden('violates PodSecurity "restricted:latest": runAsNonRoot != true'));
    get(security, "Namespace", NS).metadata.labels = { "pod-security.kubernetes.io/enforce": "restricted" };
    expect(first(ask(security))).toBe(`pod-security-violated Namespace/${NS}`);
    const fresh = refused(forbidden('violates PodSecurity "restricted:latest": runAsNonRoot != true'), { made: 6 });
    get(fresh, "Namespace", NS).metadata.labels = { "pod-security.kubernetes.io/enforce": "restricted" };
    expect(first(ask(fresh))).toBe("pod-security-violated Deployment/payments-api");
    const range = refused(forbidden("maximum memory usage per Container is 256Mi, but limit is 512Mi"));
    range.objects.push(
      object("v1", "LimitRange", NS, "small", { spec: { limits: [{ type: "Container", max: { memory: "256Mi" } }] } }),
    );
    expect(first(ask(range))).toBe("limit-range-violated LimitRange/small");
  });

  test("a webhook: its Service when that does not answer, its registration when that is wrong", () => {
    const failing = (why: string) => {
      const w = refused(
        `Internal error occurred: failed calling webhook "mesh.example.com": failed to call webhook: Post "https://injector.mesh.svc:443/inject?timeout=10s": ${why}`,
      );
      w.objects.push(
        object("v1", "Service", "mesh", "injector", { spec: { ports: [{ port: 443 }] } }),
        object("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", "", "mesh", {
          webhooks: [{ name: "mesh.example.com", rules: [{ resources: ["pods"] }] }],
        }),
      );
      return first(ask(w));
    };
    const code = "admission-webhook-unavailable";
    expect(failing('no endpoints available for service "injector"')).toBe(`${code} Service/injector`);
    expect(failing("context deadline exceeded")).toBe(`${code} Service/injector`);
    expect(failing("tls: failed to verify certificate: x509: certificate signed by unknown authority")).toBe(
      `${code} MutatingWebhookConfiguration/mesh`,
    );
  });

  test("a service account that is nearly called so is named", () => {
    const w = refused(
      forbidden('error looking up service account payments/paymets: serviceaccount "paymets" not found'),
    );
    w.objects.push(object("v1", "ServiceAccount", NS, "payments", {}));
    expect(ask(w).findings[0]?.title).toContain("there is one called payments");
  });

  test("a refusal that is over is not a finding", () => {
    const w = world();
    const set = get(w, "ReplicaSet", "payments-api-6f");
    event(w, set, "FailedCreate", over("pods=1", "pods=50", "pods=50"), { lastTimestamp: ago(20) });
    expect(ask(w).findings).toEqual([]);
    remove(w, podsOf(w, "payments-api").slice(0, 1));
    event(w, set, "SuccessfulCreate", "Created pod: payments-api-6f-0", { type: "Normal", lastTimestamp: ago(15) });
    expect(codes(w)).not.toContain("quota-exceeded-pods");
  });
});

describe("a namespace that is being deleted", () => {
  test("stuck for long, with what it waits for", () => {
    const w = world();
    const namespace = get(w, "Namespace", NS);
    namespace.metadata.deletionTimestamp = ago(30);
    namespace.status = {
      phase: "Terminating",
      conditions: [
        {
          type: "NamespaceFinalizersRemaining",
          status: "True",
          reason: "SomeFinalizersRemain",
          message:
            "Some content in the namespace has finalizers remaining: ledger.example.com/backup in 1 resource instances",
        },
      ],
    };
    expect(first(ask(w))).toBe(`namespace-terminating Namespace/${NS}`);
    expect(ask(w).findings[0]?.title).toContain("finalizers remaining");
    namespace.metadata.deletionTimestamp = ago(1);
    expect(ask(w).findings).toEqual([]);
  });

  test("so its controllers are refused", () => {
    const w = refused(forbidden("unable to create new content in namespace payments because it is being terminated"));
    get(w, "Namespace", NS).metadata.deletionTimestamp = ago(2);
    expect(first(ask(w))).toBe(`namespace-terminating Namespace/${NS}`);
    expect(ask(w).findings[0]?.symptoms.map(({ code }) => code)).toContain("pods-missing");
  });
});
