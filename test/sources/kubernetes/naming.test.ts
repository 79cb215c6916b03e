import { expect, test } from "vitest";
import { shortName } from "../../../src/core/object.ts";
import { kubernetes } from "../../../src/sources/kubernetes/source.ts";
import { recording } from "./recording.ts";

const signal = new AbortController().signal;

function object(apiVersion: string, kind: string, namespace: string, name: string, rest: object = {}) {
  return { apiVersion, kind, metadata: { name, ...(namespace && { namespace }) }, ...rest };
}

const POD = "pricing-5d7f4cc7c5-9pk8b";
const IMAGE = "registry.example.com/shop/pricing:v7";
const podSpec = {
  containers: [
    {
      name: "pricing",
      image: IMAGE,
      env: [{ name: "RATES_URL", value: "https://rates.example.net:8443/v2" }],
      envFrom: [{ configMapRef: { name: "pricing-settings" } }],
    },
  ],
};
const host = (name: string, path: string, service: string) => ({
  spec: { rules: [{ host: name, http: { paths: [{ path, backend: { service: { name: service } } }] } }] },
});

const CLUSTER = [
  ...["shop", "stock", "default"].map((name) => object("v1", "Namespace", "", name)),
  object("v1", "Node", "", "node-2", { status: { addresses: [{ type: "InternalIP", address: "192.168.7.2" }] } }),
  object("apps/v1", "Deployment", "shop", "pricing", { spec: { template: { spec: podSpec } } }),
  object("apps/v1", "Deployment", "stock", "pricing", { spec: {} }),
  object("apps/v1", "StatefulSet", "stock", "shelf", { spec: {} }),
  object("v1", "Pod", "shop", POD, { spec: podSpec, status: { podIP: "10.9.0.17" } }),
  object("v1", "Service", "shop", "pricing", { spec: { clusterIP: "10.96.4.4" } }),
  object("v1", "Service", "stock", "shelf", { spec: { clusterIP: "10.96.4.5" } }),
  object("v1", "ConfigMap", "shop", "pricing-config"),
  object("autoscaling/v2", "HorizontalPodAutoscaler", "shop", "web"),
  object("policy/v1", "PodDisruptionBudget", "stock", "shelf-budget"),
  object("networking.k8s.io/v1", "Ingress", "shop", "front", host("shop.example.com", "/prices", "pricing")),
  object("cert-manager.io/v1", "Certificate", "shop", "front-tls"),
  object("v1", "PersistentVolumeClaim", "stock", "data-shelf-0"),
];

async function asked(text: string) {
  const reader = await recording(CLUSTER);
  const targets = (await kubernetes.resolve?.(reader, { text }, signal)) ?? [];
  return targets.map((target) => ({
    said: target.object ? [target.namespace, shortName(target.object)].filter(Boolean).join("/") : target.namespace,
    instead: target.instead,
  }));
}

test.each([
  ["node-2", "node/node-2"],
  ["node/node-2", "node/node-2"],
  ["can I drain node-2?", "node/node-2"],
  ["192.168.7.2", "node/node-2"],
  ["hpa/web", "shop/hpa/web"],
  ["pdb/shelf-budget", "stock/pdb/shelf-budget"],
  ["shop/hpa/web", "shop/hpa/web"],
  ["configmap pricing-config", "shop/cm/pricing-config"],
  ["is the configmap pricing-config right?", "shop/cm/pricing-config"],
  ["certificate/front-tls", "shop/certificate/front-tls"],
  ["pvc data-shelf-0", "stock/pvc/data-shelf-0"],
  ["shop/pricing", "shop/deploy/pricing"],
  ["shop.example.com", "shop/ingress/front"],
  ["ingress shop.example.com", "shop/ingress/front"],
  ["https://shop.example.com/prices?page=2 answers 502", "shop/ingress/front"],
  ["why does /prices/17 fail?", "shop/ingress/front"],
  [IMAGE, "shop/deploy/pricing"],
  ["registry.example.com/shop/pricing:v6", "shop/deploy/pricing"],
  ["who runs shop/pricing:v7", "shop/deploy/pricing"],
  ["rates.example.net does not resolve", "shop/deploy/pricing"],
  ["10.9.0.17", `shop/pod/${POD}`],
  ["10.9.0.17:8080 refuses connections", `shop/pod/${POD}`],
  ["10.96.4.5", "stock/svc/shelf"],
  ["shelf.stock.svc.cluster.local", "stock/svc/shelf"],
  [POD, `shop/pod/${POD}`],
  [`shop/${POD}`, `shop/pod/${POD}`],
])("%s is %s", async (text, said) => {
  expect(await asked(text)).toEqual([{ said, instead: undefined }]);
});

test("two things of one name are both meant", async () => {
  expect((await asked("pricing")).map(({ said }) => said)).toEqual(["shop/deploy/pricing", "stock/deploy/pricing"]);
});

const KUBELET = `E1201 01:52:10.101 1204 pod_workers.go:1301] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"pricing\\" with CrashLoopBackOff: \\"back-off 5m0s restarting failed container=pricing pod=${POD}_shop(7d0c)\\"" pod="shop/${POD}"`;

test.each([
  ["a kubelet's line", KUBELET],
  ["a path on the node", `tail: /var/log/pods/shop_${POD}_7d0c/pricing/3.log: file truncated\nretrying in a moment`],
  [
    "an nginx line",
    '2026/12/01 01:52:10 [error] 31#31: *977 connect() failed (111: Connection refused) while connecting to upstream, client: 10.1.1.1, upstream: "http://10.9.0.17:8080/prices"',
  ],
])("a pod out of %s", async (_, line) => {
  expect((await asked(line))[0]?.said).toBe(`shop/pod/${POD}`);
});

test("the host before a pasted line is not what the line is about", async () => {
  const reader = await recording(CLUSTER);
  const text = "Dec  1 01:58:01 node-2 kernel: out of memory\nDec  1 01:58:02 node-2 kernel: killed";
  expect(await kubernetes.resolve?.(reader, { text }, signal)).toMatchObject([
    { namespace: "", because: 'a log of Node "node-2": the whole cluster' },
  ]);
});

test("a pasted line claims nothing: what is not there is no error", async () => {
  expect(await asked(`Error from server (NotFound): deployments.apps/legacy not found\nexit status 1`)).toEqual([]);
  expect(await asked("failed to load the default settings of the application\ngiving up after 3 attempts")).toEqual([
    { said: "default", instead: undefined },
  ]);
});

test.each([
  ["pricing-5d7f4cc7c5-xxxxx", "shop/deploy/pricing", '"pricing-5d7f4cc7c5-xxxxx" is gone; the Deployment "pricing"'],
  ["shelf-3", "stock/sts/shelf", '"shelf-3" is gone; the StatefulSet "shelf"'],
])("%s is gone, and what made it is said", async (text, said, instead) => {
  expect((await asked(text)).find((target) => target.said === said)?.instead).toContain(instead);
});

test("what is not there is asked about with what names it", async () => {
  expect(await asked("configmap/pricing-settings")).toEqual([
    { said: "shop/deploy/pricing", instead: 'there is no ConfigMap "pricing-settings"; this is what names it' },
  ]);
});

test("an object of another kind is not taken in silence", async () => {
  expect(await asked("configmap shelf-budget")).toEqual([
    {
      said: "stock/pdb/shelf-budget",
      instead: 'there is no ConfigMap "shelf-budget"; this is the PodDisruptionBudget of that name',
    },
  ]);
});

test.each([
  ["node/node-3", 'There is no Node "node-3".', "Did you mean node-2?"],
  ["hpa/wbe", 'There is no HorizontalPodAutoscaler "wbe".', "Did you mean web?"],
  ["hpa/pricing", 'There is no HorizontalPodAutoscaler "pricing".', "Did you mean deploy/pricing?"],
  ["quota/compute", 'No ResourceQuota "compute" is known here.', /list_workloads/],
])("%s is not there", async (text, message, hint) => {
  await expect(asked(text)).rejects.toMatchObject({ kind: "input", message, hint: expect.stringMatching(hint) });
});
