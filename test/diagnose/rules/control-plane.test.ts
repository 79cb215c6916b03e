import { describe, expect, test } from "vitest";
import { flatten } from "../../../src/core/finding.ts";
import type { KubeObject } from "../../../src/core/kubernetes/meta.ts";
import { corefileFault } from "../../../src/diagnose/rules/control-plane/corefile.ts";
import { course, meter } from "../metering.ts";
import { ago, app, ask, down, event, first, get, log, NS, object, own, podsOf, type World, world } from "../world.ts";

const lease = (w: World, name: string, minutes: number) =>
  w.objects.push(
    object("coordination.k8s.io/v1", "Lease", "kube-system", name, {
      spec: { holderIdentity: "node-1_x", leaseDurationSeconds: 15, renewTime: ago(minutes) },
    }),
  );

/** An app moved to kube-system, its Service under another name. */
function system(w: World, name: string, service = name, replicas = 2): KubeObject[] {
  const made = app(name, {}, { replicas });
  for (const item of made) {
    item.metadata.namespace = "kube-system";
    if (item.kind === "Service") item.metadata.name = service;
    if (item.metadata.labels?.["kubernetes.io/service-name"])
      item.metadata.labels["kubernetes.io/service-name"] = service;
  }
  w.objects.push(...made);
  return made;
}

/** A DaemonSet in kube-system with a pod on each node. */
function daemon(w: World, name: string): KubeObject {
  const set = object("apps/v1", "DaemonSet", "kube-system", name, {
    spec: { selector: { matchLabels: { "k8s-app": name } }, template: { metadata: { labels: { "k8s-app": name } } } },
    status: { desiredNumberScheduled: 2, numberReady: 2 },
  });
  const pods = ["node-1", "node-2"].map((node) => {
    const pod = structuredClone(podsOf(w, "ledger")[0]) as KubeObject & {
      spec: { nodeName: string; hostNetwork: boolean };
    };
    pod.metadata = { name: `${name}-${node}`, namespace: "kube-system", labels: { "k8s-app": name } };
    Object.assign(pod.spec, { nodeName: node, hostNetwork: true });
    own(pod, set);
    return pod;
  });
  w.objects.push(set, ...pods);
  return set;
}

function notReady(w: World, name: string): void {
  const status = (w.objects.find(({ metadata }) => metadata.name === name) as { status?: { conditions?: object[] } })
    .status;
  for (const item of status?.conditions ?? [])
    if ("type" in item && item.type === "Ready") Object.assign(item, { status: "False", lastTransitionTime: ago(10) });
}

function bare(w: World, name: string): void {
  for (const pod of podsOf(w, name)) {
    Reflect.deleteProperty(pod.spec ?? {}, "nodeName");
    Object.assign(pod, { status: { phase: "Pending" } });
    pod.metadata.creationTimestamp = ago(10);
  }
}

describe("scheduler", () => {
  test("pods without any word from it, and a lease that is not renewed", () => {
    const w = world();
    bare(w, "ledger");
    lease(w, "kube-scheduler", 20);
    lease(w, "kube-controller-manager", 0);
    const { findings } = ask(w);
    expect(first({ findings, evidence: [], omitted: [] })).toBe("scheduler-not-working Lease/kube-scheduler");
    expect(findings[0]).toMatchObject({ confidence: "high" });
  });

  test("where its pod is seen, that is what is named", () => {
    const w = world();
    bare(w, "ledger");
    lease(w, "kube-scheduler", 20);
    lease(w, "kube-controller-manager", 0);
    const pod = structuredClone(podsOf(w, "checkout")[0]) as KubeObject;
    pod.metadata = { name: "kube-scheduler-node-1", namespace: "kube-system", labels: { component: "kube-scheduler" } };
    w.objects.push(pod);
    expect(first(ask(w))).toBe("scheduler-not-working Pod/kube-scheduler-node-1");
  });

  test("a pod that was made a moment ago is no finding", () => {
    const w = world();
    bare(w, "ledger");
    for (const pod of podsOf(w, "ledger")) pod.metadata.creationTimestamp = ago(0.2);
    expect(flatten(ask(w).findings).map(({ code }) => code)).not.toContain("scheduler-not-working");
  });

  test("a lease left over from an old election says nothing while pods are scheduled", () => {
    const w = world();
    lease(w, "kube-scheduler", 5000);
    lease(w, "kube-controller-manager", 0);
    expect(ask(w).findings).toEqual([]);
  });
});

describe("controller manager", () => {
  test("changed workloads that it has not seen, and a stale lease", () => {
    const w = world();
    const deployment = get(w, "Deployment", "ledger");
    deployment.metadata.generation = 4;
    deployment.status = { ...deployment.status, observedGeneration: 3 };
    lease(w, "kube-controller-manager", 12);
    lease(w, "kube-scheduler", 0);
    const { findings } = ask(w);
    expect(findings[0]).toMatchObject({ code: "controller-manager-not-working", confidence: "high" });
    expect(findings[0]?.object).toMatchObject({ kind: "Lease", name: "kube-controller-manager" });
  });

  test("one workload a moment behind is no finding", () => {
    const w = world();
    get(w, "Deployment", "ledger").metadata.generation = 4;
    lease(w, "kube-controller-manager", 0);
    lease(w, "kube-scheduler", 0);
    expect(ask(w).findings).toEqual([]);
  });
});

describe("DNS", () => {
  const withDns = () => {
    const w = world();
    system(w, "coredns", "kube-dns");
    return w;
  };
  const corefile = (w: World, text: string) =>
    w.objects.push(object("v1", "ConfigMap", "kube-system", "coredns", { data: { Corefile: text } }));
  const GOOD =
    ".:53 {\n  errors\n  kubernetes cluster.local in-addr.arpa {\n    pods insecure\n  }\n  forward . /etc/resolv.conf\n}\n";

  test("scaled to zero", () => {
    const w = withDns();
    const deployment = get(w, "Deployment", "coredns");
    deployment.spec = { ...deployment.spec, replicas: 0 };
    w.objects = w.objects.filter((item) => item.kind !== "Pod" || item.metadata.labels?.app !== "coredns");
    for (const endpoint of get(w, "EndpointSlice", "coredns-x").endpoints ?? []) endpoint.conditions = { ready: false };
    expect(first(ask(w))).toBe("cluster-dns-down Deployment/coredns");
  });

  test("pods that do not start: what keeps them is the cause, and DNS down is below it", () => {
    const w = withDns();
    down(w, "coredns", { state: { waiting: { reason: "ImagePullBackOff", message: "manifest unknown: not found" } } });
    for (const pod of podsOf(w, "coredns"))
      event(w, pod, "Failed", 'Failed to pull image "coredns:9": manifest unknown: manifest unknown');
    const [finding] = ask(w).findings;
    expect(finding).toMatchObject({ code: "image-tag-not-found", object: { name: "coredns" } });
    expect(finding?.symptoms.map(({ code }) => code)).toContain("cluster-dns-down");
  });

  test("one of two pods is enough", () => {
    const w = withDns();
    for (const endpoint of get(w, "EndpointSlice", "coredns-x").endpoints?.slice(1) ?? [])
      endpoint.conditions = { ready: false };
    expect(flatten(ask(w).findings).map(({ code }) => code)).not.toContain("cluster-dns-down");
  });

  test("a Corefile without the kubernetes plugin", () => {
    const w = withDns();
    corefile(w, ".:53 {\n  errors\n  forward . /etc/resolv.conf\n}\n");
    expect(first(ask(w))).toBe("cluster-dns-misconfigured ConfigMap/coredns");
    const good = withDns();
    corefile(good, GOOD);
    expect(ask(good).findings).toEqual([]);
  });

  test.each([
    [GOOD, undefined],
    [GOOD.replace("errors", "template ANY AAAA {\n    rcode NXDOMAIN\n  }"), undefined],
    [GOOD.replace("errors", "template ANY A svc.cluster.local {\n    rcode NXDOMAIN\n  }"), /template/],
    [GOOD.replace("errors", "template ANY ANY {\n match .*\\.svc\\.cluster\\.local\n rcode SERVFAIL\n }"), /SERVFAIL/],
    [GOOD.replace(/\}\n$/, ""), /braces/],
    ["other.example:53 {\n  forward . 10.0.0.2\n}\n", undefined],
  ])("what is wrong with a Corefile (%#)", (text, fault) => {
    if (fault) expect(corefileFault(text)).toMatch(fault);
    else expect(corefileFault(text)).toBeUndefined();
  });

  test("failures in its answers", () => {
    const w = withDns();
    meter(w, "dns-error-ratio", {}, course(0.001, 0.4));
    expect(first(ask(w))).toBe("cluster-dns-failing Deployment/coredns");
  });
});

describe("cluster IPs that give no answer to one node", () => {
  const lost = (w: World, name: string) => {
    const { spec } = get(w, "Service", name);
    return `dial tcp ${spec?.clusterIP}:${spec?.ports?.[0]?.port}: i/o timeout`;
  };
  /** Pods of checkout and what they fail to reach; the first runs on node-1, the second on node-2. */
  const missing = (...names: string[]) => {
    const w = world();
    const [first, second] = podsOf(w, "checkout");
    Object.assign(first?.spec ?? {}, { nodeName: "node-1" });
    Object.assign(second?.spec ?? {}, { nodeName: "node-2" });
    const say = (pod: string | undefined) => {
      const lines = names.flatMap((name) => Array(6).fill(lost(w, name)));
      if (pod) log(w, pod, lines);
    };
    return { w, say, first: first?.metadata.name, second: second?.metadata.name };
  };

  test("are the node's, when two Services are lost from there and from nowhere else", () => {
    const { w, say, first: pod } = missing("payments-api", "ledger");
    say(pod);
    expect(first(ask(w))).toBe("node-services-unrouted Node/node-1");
  });

  test("are not the node's when pods elsewhere lose them too, or when a policy may drop them", () => {
    const both = missing("payments-api", "ledger");
    both.say(both.first);
    both.say(both.second);
    expect(first(ask(both.w))).not.toMatch(/^node-services-unrouted/);
    const guarded = missing("payments-api", "ledger");
    guarded.say(guarded.first);
    guarded.w.objects.push(object("networking.k8s.io/v1", "NetworkPolicy", NS, "guard", { spec: { podSelector: {} } }));
    expect(first(ask(guarded.w))).not.toMatch(/^node-services-unrouted/);
  });
});

test("a namespace that cannot be deleted because an added API does not answer is that API's trouble", () => {
  const w = world();
  const bad = { type: "Available", status: "False", reason: "MissingEndpoints", message: "no endpoints" };
  w.objects.push(
    object("apiregistration.k8s.io/v1", "APIService", "", "v1beta1.stats.example.com", {
      spec: { group: "stats.example.com", service: { namespace: "stats", name: "stats" } },
      status: { conditions: [bad] },
    }),
  );
  const discovery = {
    type: "NamespaceDeletionDiscoveryFailure",
    status: "True",
    message: "unable to retrieve the complete list of server APIs: stats.example.com/v1beta1: not available",
  };
  const left = object("v1", "Namespace", "", "old", { status: { phase: "Terminating", conditions: [discovery] } });
  left.metadata.deletionTimestamp = ago(40);
  w.objects.push(left);
  const { findings } = ask(w, undefined, [{ cluster: "test", namespace: "old", because: "test" }]);
  expect(findings[0]).toMatchObject({ code: "api-service-unavailable" });
  expect(findings[0]?.symptoms.map(({ code }) => code)).toEqual(["namespace-terminating"]);
});

test("kube-proxy that does not run on one node reaches what runs there", () => {
  const w = world();
  daemon(w, "kube-proxy");
  expect(ask(w).findings).toEqual([]);
  notReady(w, "kube-proxy-node-1");
  expect(first(ask(w))).toBe("kube-proxy-down DaemonSet/kube-proxy");
});

describe("network plugin", () => {
  const failed = (w: World, message: string) => {
    const [pod] = podsOf(w, "ledger");
    if (!pod) throw new Error("no pod");
    Object.assign(pod.status ?? {}, { phase: "Pending", containerStatuses: [] });
    notReady(w, pod.metadata.name);
    event(
      w,
      pod,
      "FailedCreatePodSandBox",
      `Failed to create pod sandbox: rpc error: code = Unknown desc = ${message}`,
    );
  };
  const sandbox = 'failed to setup network for sandbox "8c1":';

  test("its own words on pods that get no network", () => {
    const w = world();
    daemon(w, "calico-node");
    failed(
      w,
      `${sandbox} plugin type="calico" failed (add): error getting ClusterInformation: connection is unauthorized`,
    );
    expect(first(ask(w))).toBe("network-plugin-failed DaemonSet/calico-node");
  });

  test("a node without addresses", () => {
    const w = world();
    failed(
      w,
      `${sandbox} plugin type="bridge" failed (add): no IP addresses available in range set: 10.0.1.1-10.0.1.254`,
    );
    expect(first(ask(w))).toBe("pod-addresses-exhausted Node/node-1");
  });
});

describe("webhooks", () => {
  const configured = (w: World, failurePolicy = "Fail") =>
    w.objects.push(
      object("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", "", "image-policy", {
        webhooks: [
          {
            name: "images.policy.example.com",
            failurePolicy,
            clientConfig: { service: { namespace: "policy", name: "image-policy", port: 443 } },
          },
        ],
      }),
    );
  const refused = (w: World, why: string) => {
    w.objects = w.objects.filter((item) => item.kind !== "Pod" || item.metadata.labels?.app !== "ledger");
    event(
      w,
      get(w, "ReplicaSet", "ledger-6f"),
      "FailedCreate",
      `Error creating: Internal error occurred: failed calling webhook "images.policy.example.com": failed to call webhook: Post "https://image-policy.policy.svc:443/validate?timeout=10s": ${why}`,
    );
  };

  test("one whose Service is gone", () => {
    const w = world();
    configured(w);
    refused(w, 'service "image-policy" not found');
    const { findings } = ask(w);
    expect(findings[0]).toMatchObject({ code: "admission-webhook-service-missing", severity: "critical" });
    expect(findings[0]?.object.name).toBe("image-policy");
    expect(findings).toHaveLength(1);
  });

  test("one whose pods are gone", () => {
    const w = world();
    configured(w);
    const made = app("image-policy", {}, { port: 443 });
    for (const item of made) item.metadata.namespace = "policy";
    w.objects.push(...made.filter(({ kind }) => kind !== "Pod"));
    for (const endpoint of get(w, "EndpointSlice", "image-policy-x").endpoints ?? [])
      endpoint.conditions = { ready: false };
    refused(w, 'no endpoints available for service "image-policy"');
    const codes = flatten(ask(w).findings).map(({ code }) => code);
    expect(codes).toContain("admission-webhook-not-serving");
  });

  test("one that may fail refuses nothing", () => {
    const w = world();
    configured(w, "Ignore");
    expect(ask(w).findings).toEqual([]);
  });
});

describe("an added API that does not answer", () => {
  const scaler = (name: string, reason?: string) =>
    object("autoscaling/v2", "HorizontalPodAutoscaler", NS, name, {
      spec: { scaleTargetRef: { kind: "Deployment", name }, maxReplicas: 4 },
      status: {
        conditions: [
          reason
            ? { type: "ScalingActive", status: "False", reason, message: "unable to get metrics for resource cpu" }
            : { type: "ScalingActive", status: "True", reason: "ValidMetricFound" },
        ],
      },
    });
  const unavailable = (name: string, namespace = "kube-system") =>
    object("apiregistration.k8s.io/v1", "APIService", "", name, {
      spec: { service: { namespace, name: "metrics-server" } },
      status: {
        conditions: [
          {
            type: "Available",
            status: "False",
            reason: "MissingEndpoints",
            message: 'endpoints for service/metrics-server in "kube-system" have no addresses',
            lastTransitionTime: ago(20),
          },
        ],
      },
    });

  test("explains the autoscalers that cannot read from it", () => {
    const w = world();
    w.objects.push(unavailable("v1beta1.metrics.k8s.io"), scaler("checkout", "FailedGetResourceMetric"));
    const [cause, ...others] = ask(w).findings;
    expect(cause).toMatchObject({ code: "api-service-unavailable", object: { name: "v1beta1.metrics.k8s.io" } });
    expect(cause?.symptoms).toMatchObject([{ code: "autoscaler-cannot-read-metrics", object: { name: "checkout" } }]);
    expect(others).toEqual([]);
  });

  test("is itself explained by what is wrong with the program that serves it", () => {
    const w = world();
    w.objects.push(...app("metrics-server"), unavailable("v1beta1.metrics.k8s.io", NS));
    const message = 'failed to pull and unpack image "registry.example.com/metrics-server:1.4.2": not found';
    down(w, "metrics-server", { restartCount: 0, state: { waiting: { reason: "ImagePullBackOff", message } } });
    const [cause, ...others] = ask(w).findings;
    expect(cause).toMatchObject({ object: { kind: "Deployment", name: "metrics-server" } });
    expect(cause?.symptoms.map(({ code }) => code)).toContain("api-service-unavailable");
    expect(others).toEqual([]);
  });

  test("is no news of a namespace whose autoscalers read from another one, or well", () => {
    const w = world();
    w.objects.push(unavailable("v1beta1.custom.metrics.k8s.io"), scaler("checkout"));
    expect(ask(w).findings).toEqual([]);
    const cluster = [{ cluster: "test", namespace: "", because: "test" }];
    expect(first(ask(w, undefined, cluster))).toBe("api-service-unavailable APIService/v1beta1.custom.metrics.k8s.io");
  });
});

test("a node without the storage driver", () => {
  const w = world();
  const [pod] = podsOf(w, "ledger-db");
  if (!pod) throw new Error("no pod");
  Object.assign(pod.status ?? {}, { phase: "Pending", containerStatuses: [] });
  event(
    w,
    pod,
    "FailedMount",
    'MountVolume.MountDevice failed for volume "pvc-1" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name disk.csi.example.com not found in the list of registered CSI drivers',
  );
  expect(first(ask(w))).toBe("csi-driver-not-registered Node/node-1");
});

test("a part of the control plane that is down", () => {
  const w = world();
  const pod = structuredClone(podsOf(w, "checkout")[0]) as KubeObject;
  pod.metadata = {
    name: "etcd-node-1",
    namespace: "kube-system",
    labels: { component: "etcd", tier: "control-plane" },
  };
  w.objects.push(pod);
  notReady(w, "etcd-node-1");
  expect(first(ask(w, undefined, [{ cluster: "test", namespace: "", because: "test" }]))).toBe(
    "control-plane-component-not-ready Pod/etcd-node-1",
  );
});

describe("an object of an extension", () => {
  const release = object("helm.toolkit.fluxcd.io/v2", "HelmRelease", NS, "ledger", {});
  const said = (w: World, reason: string, minutes: number, rest: object) =>
    event(w, release, reason, "could not resolve chart", { lastTimestamp: ago(minutes), ...rest });

  test("whose controller fails again and again", () => {
    const w = world();
    said(w, "InstallFailed", 2, { count: 3 });
    expect(first(ask(w))).toBe("controller-reports-failure HelmRelease/ledger");
  });

  test.each([
    ["failed once", 2, { count: 1 }],
    ["failed an hour ago", 60, { count: 9 }],
  ])("that %s is not a finding", (_, minutes, rest) => {
    const w = world();
    said(w, "InstallFailed", minutes, rest);
    expect(ask(w).findings).toEqual([]);
  });

  test("that succeeded since is not a finding", () => {
    const w = world();
    said(w, "InstallFailed", 3, { count: 9 });
    said(w, "InstallSucceeded", 1, { type: "Normal" });
    expect(ask(w).findings).toEqual([]);
  });
});
