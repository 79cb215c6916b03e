import { describe, expect, test } from "vitest";
import { flatten } from "../../../src/core/finding.ts";
import type { EnvVar } from "../../../src/core/kubernetes/container.ts";
import type { NetworkPolicy } from "../../../src/core/kubernetes/service.ts";
import { inBlock } from "../../../src/diagnose/rules/service/ip-block.ts";
import { refOf } from "../../../src/diagnose/situation/object-index.ts";
import { ago, app, ask, down, event, first, get, log, NS, object, podsOf, type World, world } from "../world.ts";

function all(w: World): string[] {
  return flatten(ask(w).findings).map(({ code, object: { kind, name } }) => `${code} ${kind}/${name}`);
}

function prints(w: World, name: string, line: string): World {
  for (const p of podsOf(w, name)) log(w, p.metadata.name, Array<string>(6).fill(line));
  return w;
}

/** The Service has no endpoints any more, as the cluster would have it. */
function unrouted(w: World, name: string): void {
  get(w, "EndpointSlice", `${name}-x`).endpoints = [];
}

function addEnv(w: World, name: string, env: EnvVar): World {
  for (const spec of [get(w, "Deployment", name).spec?.template?.spec, ...podsOf(w, name).map((p) => p.spec)])
    for (const container of spec?.containers ?? []) container.env = [...(container.env ?? []), env];
  return w;
}

describe("selector", () => {
  test.each([
    ["a misspelt value", { app: "ledgr" }],
    ["one label too many", { app: "ledger", tier: "backend" }],
    ["another key", { name: "ledger" }],
  ])("%s", (_, selector) => {
    const w = world();
    const service = get(w, "Service", "ledger");
    service.spec = { ...service.spec, selector };
    unrouted(w, "ledger");
    const [finding] = ask(w).findings;
    expect(finding).toMatchObject({
      code: "service-selector-mismatch",
      object: { kind: "Service", name: "ledger" },
      confidence: "high",
    });
  });

  test("callers that fail are explained by it", () => {
    const w = world();
    const service = get(w, "Service", "ledger");
    service.spec = { ...service.spec, selector: { app: "ledgr" } };
    unrouted(w, "ledger");
    prints(w, "payments-api", 'Get "http://ledger:8080/": dial tcp 10.96.7.7:8080: connect: connection refused');
    const { findings } = ask(w);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.symptoms.map(({ object: { name } }) => name)).toContain("payments-api");
  });

  test("a Service for something that is not installed harms nobody", () => {
    const w = world();
    w.objects.push(
      object("v1", "Service", NS, "debug", { spec: { selector: { app: "debug" }, ports: [{ port: 80 }] } }),
    );
    expect(ask(w).findings).toMatchObject([{ code: "service-selects-nothing", tier: "noticed", severity: "info" }]);
  });

  test("a Service of a workload that is scaled to zero matches its labels", () => {
    const w = world();
    w.objects.push(...app("batch", {}, { replicas: 0 }));
    expect(ask(w).findings).toMatchObject([{ code: "scaled-to-zero", tier: "noticed", severity: "info" }]);
  });

  test("a Service that leads to another workload", () => {
    const w = world();
    const service = get(w, "Service", "ledger");
    service.spec = { ...service.spec, selector: { app: "checkout" } };
    expect(first(ask(w))).toBe("service-selects-other-pods Service/ledger");
  });

  /** ledger's Service leads to a worker that has no Service, and payments-api gets this answer from it. */
  function drifted(answer: string, image?: string): World {
    const w = world();
    w.objects.push(...app("exporter", {}));
    w.objects = w.objects.filter(({ kind, metadata }) => !(kind === "Service" && metadata.name === "exporter"));
    for (const { spec } of podsOf(w, "exporter")) for (const it of spec?.containers ?? []) if (image) it.image = image;
    for (const it of get(w, "Deployment", "exporter").spec?.template?.spec?.containers ?? [])
      if (image) it.image = image;
    const service = get(w, "Service", "ledger");
    service.spec = { ...service.spec, selector: { app: "exporter" } };
    return prints(w, "payments-api", answer);
  }

  test("a Service that leads to a worker shows in what callers are answered", () => {
    const w = drifted('{"level":"error","msg":"request failed","error":"ledger answered 404: page not found"}');
    const [finding] = ask(w).findings;
    expect(finding).toMatchObject({ code: "service-selects-other-pods", object: { name: "ledger" } });
    expect(finding?.next.map(({ command }) => command)).toContain(
      "kubectl -n payments set selector svc/ledger 'app=ledger'",
    );
  });

  test("the same program under another name is meant, and so is one that answers", () => {
    const answer = '{"level":"error","msg":"request failed","error":"ledger answered 404: no such entry"}';
    expect(all(drifted(answer, "registry.example.com/ledger:2.0"))).not.toContain(
      "service-selects-other-pods Service/ledger",
    );
    expect(all(drifted('{"level":"info","msg":"200 ok"}'))).not.toContain("service-selects-other-pods Service/ledger");
  });

  test("nothing is said when pods could not be listed", () => {
    const w = world();
    const service = get(w, "Service", "ledger");
    service.spec = { ...service.spec, selector: { app: "ledgr" } };
    w.unlisted = { Pod: "forbidden" };
    expect(all(w)).not.toContain("service-selector-mismatch Service/ledger");
  });
});

describe("ports", () => {
  const target = (name: string, targetPort: number | string) => {
    const w = world();
    const service = get(w, "Service", name);
    service.spec = { ...service.spec, ports: [{ name: "http", port: 8080, targetPort }] };
    return w;
  };

  test("a target port that no container serves", () => {
    expect(first(ask(target("ledger", 9999)))).toBe("service-target-port-not-served Service/ledger");
    const loud = prints(
      target("ledger", 9999),
      "payments-api",
      'Get "http://ledger:8080/": dial tcp 10.96.7.7:8080: connect: connection refused',
    );
    expect(ask(loud).findings[0]).toMatchObject({
      code: "service-target-port-not-served",
      confidence: "high",
      severity: "critical",
    });
  });

  test("a target port by a name that no container has", () => {
    const w = target("ledger", "web");
    expect(ask(w).findings[0]).toMatchObject({
      code: "service-target-port-name-unknown",
      object: { name: "ledger" },
      confidence: "high",
    });
  });

  test("a port that is served without being declared is not a finding", () => {
    const w = world();
    const service = get(w, "Service", "ledger");
    service.spec = {
      ...service.spec,
      ports: [
        { name: "http", port: 8080, targetPort: "http" },
        { name: "metrics", port: 9090, targetPort: 9090 },
      ],
    };
    expect(ask(w).findings).toEqual([]);
  });

  test("a port that the log says is open is not a finding", () => {
    const w = target("ledger", 9999);
    for (const p of podsOf(w, "ledger")) log(w, p.metadata.name, ["Listening on 0.0.0.0:9999"]);
    expect(ask(w).findings).toEqual([]);
  });

  test("UDP where TCP is served", () => {
    const w = world();
    const service = get(w, "Service", "ledger");
    service.spec = { ...service.spec, ports: [{ name: "http", port: 8080, targetPort: 8080, protocol: "UDP" }] };
    expect(first(ask(w))).toBe("service-protocol-mismatch Service/ledger");
  });
});

describe("endpoints", () => {
  test("pods that are not ready leave the Service without endpoints: a symptom", () => {
    const w = world();
    down(w, "ledger", {});
    expect(flatten(ask(w).findings).find(({ code }) => code === "service-without-ready-endpoints")).toMatchObject({
      role: "symptom",
      object: { name: "ledger" },
    });
  });

  test("a Service that leads nowhere and is used", () => {
    const w = addEnv(world(), "payments-api", { name: "FX_URL", value: "http://fx:80" });
    w.objects.push(object("v1", "Service", NS, "fx", { spec: { clusterIP: "10.96.200.1", ports: [{ port: 80 }] } }));
    expect(first(ask(w))).toBe("service-without-backends Service/fx");
  });

  test.each(["gone.payments.svc.cluster.local", "fx.payments.svc.cluster.local"])(
    "an external name inside the cluster: %s",
    (externalName) => {
      const w = addEnv(world(), "payments-api", { name: "FX_URL", value: "http://fx" });
      w.objects.push(object("v1", "Service", NS, "fx", { spec: { type: "ExternalName", externalName } }));
      expect(first(ask(w))).toBe("external-name-unresolvable Service/fx");
    },
  );

  test("an external name outside is not a finding", () => {
    const w = world();
    w.objects.push(
      object("v1", "Service", NS, "fx", { spec: { type: "ExternalName", externalName: "fx.example.com" } }),
    );
    expect(ask(w).findings).toEqual([]);
  });

  test("a workload at zero that others call", () => {
    const w = world();
    const deployment = get(w, "Deployment", "ledger");
    deployment.spec = { ...deployment.spec, replicas: 0 };
    w.objects = w.objects.filter((item) => !podsOf(w, "ledger").includes(item as never));
    unrouted(w, "ledger");
    event(w, deployment, "ScalingReplicaSet", "Scaled down replica set ledger-6f from 2 to 0", { type: "Normal" });
    const [finding] = ask(w).findings;
    expect(finding).toMatchObject({
      code: "scaled-to-zero",
      object: { kind: "Deployment", name: "ledger" },
      confidence: "high",
    });
  });

  test("a workload at zero that others only name is noticed, and should not be so", () => {
    const w = world();
    w.objects.push(...app("reconciler", {}, { replicas: 0 }));
    const named = (value: string) => {
      const made = structuredClone(w);
      for (const container of get(made, "Deployment", "checkout").spec?.template?.spec?.containers ?? [])
        container.env = [{ name: "SETTLED_BY", value }];
      return ask(made).findings;
    };
    expect(named("reconciler")).toMatchObject([{ code: "scaled-to-zero", tier: "noticed", severity: "warning" }]);
    expect(named("pre-reconciler")).toMatchObject([{ code: "scaled-to-zero", tier: "noticed", severity: "info" }]);
  });

  test("a workload at zero that nobody calls is noticed, and harm for who asks about it", () => {
    const w = world();
    const deployment = get(w, "Deployment", "checkout");
    w.objects = w.objects.filter((item) => item.kind !== "Ingress" && !podsOf(w, "checkout").includes(item as never));
    deployment.spec = { ...deployment.spec, replicas: 0 };
    expect(ask(w).findings).toMatchObject([{ code: "scaled-to-zero", tier: "noticed" }]);
    const asked = [{ cluster: "", namespace: NS, object: refOf(deployment), because: "asked" }];
    expect(ask(w, undefined, asked).findings).toMatchObject([{ code: "scaled-to-zero", tier: "harm" }]);
  });
});

describe("ingress", () => {
  const backend = (name: string, port: { number?: number; name?: string }) => {
    const w = world();
    get(w, "Ingress", "checkout").spec = {
      rules: [{ host: "shop.example.com", http: { paths: [{ path: "/", backend: { service: { name, port } } }] } }],
    };
    return w;
  };

  test("a Service that does not exist", () => {
    const [finding] = ask(backend("chekout", { number: 8080 })).findings;
    expect(finding).toMatchObject({ code: "ingress-service-missing", object: { kind: "Ingress", name: "checkout" } });
    expect(finding?.title).toContain("there is checkout");
  });

  test.each([{ number: 80 }, { name: "web" }])("a port that the Service does not have: %o", (port) => {
    expect(first(ask(backend("checkout", port)))).toBe("ingress-service-port-missing Ingress/checkout");
  });

  test("a port by its name", () => {
    expect(ask(backend("checkout", { name: "http" })).findings).toEqual([]);
  });

  test("a class that does not exist", () => {
    const w = world();
    w.objects.push(object("networking.k8s.io/v1", "IngressClass", "", "nginx", {}));
    const ingress = get(w, "Ingress", "checkout");
    ingress.spec = { ...ingress.spec, ingressClassName: "ngnix" };
    expect(first(ask(w))).toBe("ingress-class-unknown Ingress/checkout");
    ingress.spec = { ...ingress.spec, ingressClassName: "nginx" };
    expect(ask(w).findings).toEqual([]);
  });

  test("a certificate that is not there", () => {
    const w = world();
    const ingress = get(w, "Ingress", "checkout");
    ingress.spec = { ...ingress.spec, tls: [{ hosts: ["shop.example.com"], secretName: "shop-tls" }] };
    expect(first(ask(w))).toBe("ingress-tls-secret-missing Ingress/checkout");
  });
});

describe("mesh and gateway", () => {
  const mesh = (kind: string, name: string, spec: object, apiVersion = "networking.istio.io/v1") => {
    const w = world();
    w.objects.push(object(apiVersion, kind, NS, name, { spec }));
    return w;
  };
  const to = (destination: object, weight?: number) => ({
    hosts: ["ledger"],
    http: [{ route: [{ destination, ...(weight === undefined ? {} : { weight }) }] }],
  });

  test.each([
    ["virtual-service-host-unknown", to({ host: "ledgr" })],
    ["virtual-service-port-unknown", to({ host: "ledger", port: { number: 81 } })],
    ["virtual-service-subset-unknown", to({ host: "ledger", subset: "v9" })],
    ["route-weight-zero", to({ host: "ledger" }, 0)],
    [
      "fault-injection-configured",
      {
        hosts: ["ledger"],
        http: [
          {
            fault: { abort: { httpStatus: 503, percentage: { value: 50 } } },
            route: [{ destination: { host: "ledger" } }],
          },
        ],
      },
    ],
    [
      "fault-injection-configured",
      {
        hosts: ["ledger"],
        http: [{ fault: { delay: { fixedDelay: "5s" } }, route: [{ destination: { host: "ledger" } }] }],
      },
    ],
  ])("%s", (code, spec) => {
    expect(first(ask(mesh("VirtualService", "ledger-route", spec)))).toBe(`${code} VirtualService/ledger-route`);
  });

  test.each([
    ["a plain route", to({ host: "ledger", port: { number: 8080 } })],
    ["the full name", to({ host: "ledger.payments.svc.cluster.local" })],
    ["an outside host", to({ host: "api.example.com" })],
    [
      "a fault for nobody",
      {
        hosts: ["ledger"],
        http: [
          {
            fault: { abort: { httpStatus: 503, percentage: { value: 0 } } },
            route: [{ destination: { host: "ledger" } }],
          },
        ],
      },
    ],
    ["nothing of that shape", { hosts: 7, http: "x" }],
  ])("%s is not a finding", (_, spec) => {
    expect(ask(mesh("VirtualService", "ledger-route", spec)).findings).toEqual([]);
  });

  test("a subset that selects no pod, when requests go there", () => {
    const w = mesh("DestinationRule", "ledger", {
      host: "ledger",
      subsets: [{ name: "v2", labels: { version: "v2" } }],
    });
    expect(ask(w).findings).toEqual([]);
    w.objects.push(
      object("networking.istio.io/v1", "VirtualService", NS, "ledger-route", {
        spec: to({ host: "ledger", subset: "v2" }),
      }),
    );
    expect(first(ask(w))).toBe("destination-rule-subset-empty DestinationRule/ledger");
  });

  test("authorisation that refuses everybody", () => {
    const deny = {
      action: "DENY",
      selector: { matchLabels: { app: "ledger" } },
      rules: [{ to: [{ operation: { methods: ["GET"] } }] }],
    };
    expect(first(ask(mesh("AuthorizationPolicy", "no-reads", deny, "security.istio.io/v1")))).toBe(
      "authorization-policy-denies AuthorizationPolicy/no-reads",
    );
    expect(first(ask(mesh("AuthorizationPolicy", "nobody", {}, "security.istio.io/v1")))).toBe(
      "authorization-policy-denies AuthorizationPolicy/nobody",
    );
    const some = { action: "DENY", rules: [{ from: [{ source: { namespaces: ["test"] } }] }] };
    expect(ask(mesh("AuthorizationPolicy", "not-test", some, "security.istio.io/v1")).findings).toEqual([]);
  });

  test("authorisation that does not allow who calls, when they are refused", () => {
    const allow = (source: object) => {
      const spec = { selector: { matchLabels: { app: "ledger" } }, rules: [{ from: [{ source }] }] };
      return mesh("AuthorizationPolicy", "readers", spec, "security.istio.io/v1");
    };
    const refused = (w: World): World => {
      for (const pod of podsOf(w, "payments-api"))
        log(w, pod.metadata.name, Array(6).fill("GET http://ledger:8080/v1/x returned 403: RBAC: access denied"));
      return w;
    };
    const others = { principals: [`cluster.local/ns/${NS}/sa/backoffice`] };
    expect(ask(allow(others)).findings).toEqual([]);
    expect(first(ask(refused(allow(others))))).toBe("authorization-policy-denies AuthorizationPolicy/readers");
    for (const source of [
      { namespaces: [NS] },
      { principals: [`cluster.local/ns/${NS}/sa/*`] },
      { notPrincipals: ["x"] },
    ])
      expect(first(ask(refused(allow(source))))).not.toContain("authorization-policy-denies");
  });

  test("deny by default beside a policy that allows is not a finding", () => {
    const w = mesh("AuthorizationPolicy", "nobody", {}, "security.istio.io/v1");
    w.objects.push(
      object("security.istio.io/v1", "AuthorizationPolicy", NS, "some", {
        spec: { rules: [{ from: [{ source: { namespaces: [NS] } }] }] },
      }),
    );
    expect(ask(w).findings).toEqual([]);
  });

  test("strict mutual TLS and a rule that switches TLS off", () => {
    const w = mesh("PeerAuthentication", "default", { mtls: { mode: "STRICT" } }, "security.istio.io/v1");
    expect(ask(w).findings).toEqual([]);
    w.objects.push(
      object("networking.istio.io/v1", "DestinationRule", NS, "ledger", {
        spec: { host: "ledger", trafficPolicy: { tls: { mode: "DISABLE" } } },
      }),
    );
    expect(first(ask(w))).toBe("mtls-mode-conflict DestinationRule/ledger");
  });

  test.each([
    ["a backend that does not exist", { name: "chekout", port: 8080 }],
    ["a port that does not exist", { name: "checkout", port: 81 }],
  ])("a route with %s", (_, ref) => {
    const w = mesh("HTTPRoute", "shop", { rules: [{ backendRefs: [ref] }] }, "gateway.networking.k8s.io/v1");
    expect(first(ask(w))).toBe("route-backend-missing HTTPRoute/shop");
  });

  test("a gateway that does not exist", () => {
    const w = mesh("Gateway", "public", {}, "gateway.networking.k8s.io/v1");
    w.objects.push(
      object("gateway.networking.k8s.io/v1", "HTTPRoute", NS, "shop", {
        spec: { parentRefs: [{ name: "pubic" }], rules: [{ backendRefs: [{ name: "checkout", port: 8080 }] }] },
      }),
    );
    expect(first(ask(w))).toBe("gateway-missing HTTPRoute/shop");
  });

  test("cluster DNS that gives a Service's name another answer", () => {
    const w = world();
    const corefile =
      ".:53 {\n  kubernetes cluster.local\n  hosts {\n    10.9.9.9 ledger.payments.svc.cluster.local\n    fallthrough\n  }\n  forward . /etc/resolv.conf\n}\n";
    w.objects.push(object("v1", "ConfigMap", "kube-system", "coredns", { data: { Corefile: corefile } }));
    expect(first(ask(w))).toBe("dns-override ConfigMap/coredns");
  });
});

describe("network policies", () => {
  const policy = (w: World, name: string, spec: NetworkPolicy["spec"]): World => {
    w.objects.push(object("networking.k8s.io/v1", "NetworkPolicy", NS, name, { spec }));
    return w;
  };
  const from = (labels: Record<string, string>) => [{ from: [{ podSelector: { matchLabels: labels } }] }];
  const select = (name: string) => ({ matchLabels: { app: name } });
  const timeout = 'Get "http://ledger:8080/": dial tcp 10.96.7.7:8080: i/o timeout';

  test("a policy that does not let a caller in", () => {
    const w = policy(world(), "ledger", { podSelector: select("ledger"), ingress: from({ app: "someone" }) });
    expect(ask(w).findings[0]).toMatchObject({
      code: "network-policy-denies-ingress",
      object: { kind: "NetworkPolicy", name: "ledger" },
      confidence: "medium",
    });
    const [loud] = ask(prints(w, "payments-api", timeout)).findings;
    expect(loud).toMatchObject({ code: "network-policy-denies-ingress", confidence: "high", severity: "critical" });
    expect(loud?.symptoms.map(({ code }) => code)).toContain("dependency-unavailable");
  });

  test.each<[string, NetworkPolicy["spec"]]>([
    ["the caller by label", { podSelector: select("ledger"), ingress: from({ app: "payments-api" }) }],
    ["everybody", { podSelector: select("ledger"), ingress: [{}] }],
    [
      "the namespace by its name",
      {
        podSelector: select("ledger"),
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": NS } } }] }],
      },
    ],
    ["the port by number", { podSelector: select("ledger"), ingress: [{ ports: [{ port: 8080 }] }] }],
    ["the port by name", { podSelector: select("ledger"), ingress: [{ ports: [{ port: "http", protocol: "TCP" }] }] }],
    ["a range of ports", { podSelector: select("ledger"), ingress: [{ ports: [{ port: 8000, endPort: 9000 }] }] }],
    ["every address", { podSelector: select("ledger"), ingress: [{ from: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] }],
    ["out, and does not speak of in", { podSelector: select("ledger"), policyTypes: ["Egress"], egress: [{}] }],
  ])("a policy that lets in %s is not a finding", (_, spec) => {
    expect(ask(policy(world(), "ledger", spec)).findings).toEqual([]);
  });

  test("the wrong port in a policy", () => {
    const w = policy(world(), "ledger", {
      podSelector: select("ledger"),
      ingress: [{ ...from({ app: "payments-api" })[0], ports: [{ port: 80 }] }],
    });
    expect(first(ask(w))).toBe("network-policy-denies-ingress NetworkPolicy/ledger");
  });

  test("what one policy denies another may allow", () => {
    const w = policy(world(), "deny-all", { podSelector: {}, policyTypes: ["Ingress"] });
    for (const name of ["checkout", "payments-api", "ledger", "ledger-db"])
      policy(w, name, { podSelector: select(name), ingress: [{}] });
    expect(ask(w).findings).toEqual([]);
  });

  test("a policy that does not let a caller out", () => {
    const dns = { ports: [{ port: 53, protocol: "UDP" }] };
    const w = policy(world(), "out", { podSelector: select("payments-api"), policyTypes: ["Egress"], egress: [dns] });
    expect(first(ask(w))).toBe("network-policy-denies-egress NetworkPolicy/out");
  });

  test("a policy that does not let a caller ask DNS", () => {
    const w = policy(world(), "out", {
      podSelector: select("payments-api"),
      policyTypes: ["Egress"],
      egress: [{ to: [{ podSelector: {} }] }],
    });
    prints(w, "payments-api", "lookup ledger on 10.96.0.10:53: read udp 10.0.0.4:51234->10.96.0.10:53: i/o timeout");
    const [finding, ...more] = ask(w).findings;
    expect(finding).toMatchObject({ code: "network-policy-denies-dns", object: { name: "out" }, confidence: "high" });
    expect(more).toEqual([]);
  });

  test("an exposed workload that nobody may reach", () => {
    const w = policy(world(), "closed", { podSelector: select("checkout"), policyTypes: ["Ingress"] });
    expect(first(ask(w))).toBe("network-policy-isolates NetworkPolicy/closed");
  });

  test.each([
    ["10.0.3.7", "10.0.0.0/16", true],
    ["10.1.3.7", "10.0.0.0/16", false],
    ["10.1.3.7", "0.0.0.0/0", true],
    ["10.1.3.7", "10.1.3.7/32", true],
    ["200.1.3.7", "192.0.0.0/2", true],
  ])("%s in %s: %s", (ip, cidr, is) => {
    expect(inBlock(ip, cidr)).toBe(is);
  });
});

test("since: a scaling event tells when it began", () => {
  const w = world();
  const deployment = get(w, "Deployment", "ledger");
  deployment.spec = { ...deployment.spec, replicas: 0 };
  w.objects = w.objects.filter((item) => !podsOf(w, "ledger").includes(item as never));
  event(w, deployment, "ScalingReplicaSet", "Scaled down replica set ledger-6f from 2 to 0", {
    type: "Normal",
    lastTimestamp: ago(7),
    firstTimestamp: ago(7),
  });
  expect(ask(w).findings[0]?.since).toBe(ago(7));
});

test("a load balancer that the cloud does not make; one that has an address, or is being made", () => {
  const w = world();
  const checkout = get(w, "Service", "checkout");
  Object.assign(checkout.spec ?? {}, { type: "LoadBalancer" });
  event(w, checkout, "EnsuringLoadBalancer", "Ensuring load balancer", { type: "Normal", lastTimestamp: ago(5) });
  expect(ask(w).findings).toEqual([]);
  const said = "Error syncing load balancer: failed to ensure load balancer: no subnet has a free address";
  event(w, checkout, "SyncLoadBalancerFailed", said);
  expect(first(ask(w))).toBe("load-balancer-failed Service/checkout");
  checkout.status = { loadBalancer: { ingress: [{ ip: "203.0.113.7" }] } };
  expect(ask(w).findings).toEqual([]);
});
