import { describe, expect, onTestFinished, test, vi } from "vitest";
import { kubernetes } from "../../../src/sources/kubernetes/source.ts";
import { startOddServer } from "../odd-server.ts";
import { connect, kubeconfig } from "./kubeconfig.ts";

const signal = new AbortController().signal;
const NOW = "2026-03-14T02:00:00Z";
const scope = {
  targets: [{ cluster: "shop", namespace: "shop", because: "" }],
  now: NOW,
  from: "2026-03-14T01:00:00Z",
};
const list = (items: object[]) => JSON.stringify({ kind: "List", apiVersion: "v1", items });
const NO_GROUPS = JSON.stringify({ kind: "APIGroupList", groups: [] });
const NO_RESOURCES = JSON.stringify({ kind: "APIResourceList", resources: [] });

/** What is collected of a cluster, by default without objects, where some paths fail. */
async function collectWhere(
  fails: (path: string) => number | undefined,
  itemsAt: (path: string) => object[] = () => [],
  question = "",
  groups = NO_GROUPS,
) {
  const odd = await startOddServer(({ url = "" }, response) => {
    const path = url.split("?")[0] ?? "";
    const status = fails(path);
    if (status) return response.writeHead(status).end(JSON.stringify({ kind: "Status", message: "told to fail" }));
    return response.end(path === "/apis" ? groups : /^\/api(\/v1)?$/.test(path) ? NO_RESOURCES : list(itemsAt(path)));
  });
  onTestFinished(() => odd.stop());
  const reader = await connect({ kubeconfig: await kubeconfig({ server: odd.url }) });
  const collected = await kubernetes.collect?.(reader, { ...scope, question }, signal);
  if (!collected) throw new Error("nothing collected");
  return collected;
}

test("an empty namespace is empty, and nothing is missing", async () => {
  const { report, observations } = await collectWhere(() => undefined);
  expect(report.status).toBe("empty");
  expect(Object.keys(observations.unlisted ?? {})).toEqual(["Secret"]);
});

test("a kind that may not be listed is named in the report, and nothing is concluded of it", async () => {
  const { report, observations } = await collectWhere((path) => (path.endsWith("/services") ? 403 : undefined));
  expect(report).toMatchObject({
    status: "truncated",
    detail: expect.stringMatching(/Service.*: not allowed \(RBAC\)/),
  });
  expect(observations.unlisted).toMatchObject({ Service: "not allowed (RBAC)" });
});

test("a cluster that does not tell its kinds may have custom resources that are not seen", async () => {
  const { report } = await collectWhere((path) => (path === "/apis" ? 500 : undefined));
  expect(report).toMatchObject({
    status: "truncated",
    detail: expect.stringContaining("custom resources: Kubernetes did not answer: told to fail"),
  });
});

const fleet = (count: number) =>
  JSON.stringify({
    kind: "APIGroupDiscoveryList",
    items: Array.from({ length: count }, (_, i) => ({
      metadata: { name: `team${i}.example.com` },
      versions: [
        {
          version: "v1",
          resources: [
            { resource: "things", responseKind: { kind: `Thing${i}` }, scope: "Namespaced", verbs: ["get", "list"] },
          ],
        },
      ],
    })),
  });

test("forty kinds of custom resources that may not be listed are one line", async () => {
  const { report } = await collectWhere(
    (path) => (path.startsWith("/apis/team") ? 403 : undefined),
    () => [],
    "",
    fleet(40),
  );
  const lines = report.missing.filter(({ what }) => what.includes("Thing"));
  expect(lines).toHaveLength(1);
  expect(lines[0]?.what.length).toBeLessThan(200);
  expect(report.detail.split("not allowed (RBAC)")).toHaveLength(2);
});

test("a kind that an operator brought just now is known half a minute later, and so are its objects", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  let installed = 0;
  const odd = await startOddServer(({ url = "" }, response) => {
    const path = url.split("?")[0] ?? "";
    response.end(
      path === "/apis" ? fleet(installed) : path === "/api" ? fleet(0) : list([{ metadata: { name: "it" } }]),
    );
  });
  onTestFinished(() => odd.stop());
  const reader = await connect({ kubeconfig: await kubeconfig({ server: odd.url }) });
  const known = async () => [await reader.kinds(signal), await reader.inUse(signal)].map((kinds) => kinds.length);
  expect(await known()).toEqual([0, 0]);
  installed = 1;
  expect(await known()).toEqual([0, 0]);
  vi.setSystemTime(Date.now() + 31_000);
  expect(await known()).toEqual([1, 1]);
});

test("when everything is refused, the source is denied and not empty", async () => {
  const { report } = await collectWhere(() => 403);
  expect(report.status).toBe("denied");
});

test("the Service behind a webhook that must agree is looked at, before any request was refused", async () => {
  const webhook = (failurePolicy: string, namespace: string) => ({
    metadata: { name: namespace },
    webhooks: [
      { name: `${namespace}.example.com`, failurePolicy, clientConfig: { service: { namespace, name: "gate" } } },
    ],
  });
  const items: Record<string, object[]> = {
    "/api/v1/namespaces": ["shop", "policy", "lenient"].map((name) => ({ metadata: { name } })),
    "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations": [
      webhook("Fail", "policy"),
      webhook("Ignore", "lenient"),
    ],
    "/api/v1/namespaces/policy/services": [{ metadata: { name: "gate", namespace: "policy" } }],
    "/api/v1/namespaces/lenient/services": [{ metadata: { name: "gate", namespace: "lenient" } }],
  };
  const { observations } = await collectWhere(
    () => undefined,
    (path) => items[path] ?? [],
  );
  const services = (observations.objects ?? []).filter(({ kind }) => kind === "Service");
  expect(services.map(({ metadata }) => metadata.namespace)).toEqual(["policy"]);
});

describe("who serves what the application waits for is read from its own namespace", () => {
  const NAMESPACES = ["shop", "edge", "rook-ceph", "longhorn-system", "elsewhere"].map((name) => ({
    metadata: { name },
  }));
  const pod = (namespace: string) => ({
    metadata: { name: `pod-of-${namespace}`, namespace },
    status: { phase: "Pending" },
  });
  const PODS = Object.fromEntries(
    NAMESPACES.map(({ metadata: { name } }) => [`/api/v1/namespaces/${name}/pods`, [pod(name)]]),
  );
  const seen = async (items: Record<string, object[]>) => {
    const all: Record<string, object[]> = { "/api/v1/namespaces": NAMESPACES, ...PODS, ...items };
    const { observations } = await collectWhere(
      () => undefined,
      (path) => all[path] ?? [],
    );
    const pods = (observations.objects ?? []).filter(({ kind }) => kind === "Pod");
    return pods.map(({ metadata }) => metadata.namespace ?? "").sort();
  };
  const claim = (phase: string) => ({
    metadata: { name: "data", namespace: "shop" },
    spec: { storageClassName: "fast" },
    status: { phase },
  });
  const volumes = (phase: string, rest: object) => ({
    "/api/v1/namespaces/shop/persistentvolumeclaims": [claim(phase)],
    "/apis/storage.k8s.io/v1/storageclasses": [{ metadata: { name: "fast" }, ...rest }],
  });

  test("the controller of an Ingress's class, where Helm says it is", async () => {
    const helm = { "meta.helm.sh/release-namespace": "edge" };
    const ingress = {
      "/apis/networking.k8s.io/v1/namespaces/shop/ingresses": [
        { metadata: { name: "web", namespace: "shop" }, spec: { ingressClassName: "main" } },
      ],
      "/apis/networking.k8s.io/v1/ingressclasses": [
        { metadata: { name: "main", annotations: helm }, spec: { controller: "example.com/main" } },
        { metadata: { name: "other", annotations: { "meta.helm.sh/release-namespace": "elsewhere" } } },
      ],
    };
    expect(await seen(ingress)).toEqual(["edge", "shop"]);
  });

  test("the driver of a claim that waits, by its class; not that of one that is bound", async () => {
    const ceph = {
      provisioner: "x.rbd.example.com",
      parameters: { "csi.storage.k8s.io/provisioner-secret-namespace": "rook-ceph" },
    };
    expect(await seen(volumes("Pending", ceph))).toEqual(["rook-ceph", "shop"]);
    expect(await seen(volumes("Pending", { provisioner: "driver.longhorn.io" }))).toEqual(["longhorn-system", "shop"]);
    expect(await seen(volumes("Bound", ceph))).toEqual(["shop"]);
  });
});

const ROLE_PATHS = ["roles", "rolebindings"].map(
  (plural) => `/apis/rbac.authorization.k8s.io/v1/namespaces/shop/${plural}`,
);

test("roles and bindings are read when the question, or an event, speaks of rights, and not otherwise", async () => {
  const asked = async (question: string, message = "Scaled up") => {
    const paths: string[] = [];
    const event = {
      metadata: { name: "e", namespace: "shop" },
      involvedObject: { kind: "Deployment", name: "web" },
      message,
    };
    const itemsAt = (path: string) => {
      paths.push(path);
      return path === "/api/v1/namespaces/shop/events" ? [event] : [];
    };
    await collectWhere(() => undefined, itemsAt, question);
    return paths.filter((path) => path.includes("/rbac.authorization.k8s.io/"));
  };
  expect(await asked("what's wrong with shop?")).toEqual([]);
  expect(await asked("why can't the web service account list pods?")).toEqual(expect.arrayContaining(ROLE_PATHS));
  const refused =
    'pods is forbidden: User "system:serviceaccount:shop:web" cannot list resource "pods" in API group "" in the namespace "store"';
  const paths = await asked("what's wrong with shop?", refused);
  expect(paths).toEqual(
    expect.arrayContaining([...ROLE_PATHS, "/apis/rbac.authorization.k8s.io/v1/namespaces/store/rolebindings"]),
  );
});

test("an answer about rights says when roles may not be read", async () => {
  const denied = (path: string) => (path.includes("rbac.authorization.k8s.io") ? 403 : undefined);
  const { report, observations } = await collectWhere(denied, () => [], "why is web forbidden to list pods?");
  expect(observations.unlisted).toMatchObject({ Role: "not allowed (RBAC)", ClusterRole: "not allowed (RBAC)" });
  expect(report.detail).toContain("Role");
});
