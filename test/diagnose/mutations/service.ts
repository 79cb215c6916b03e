import { add, editContainer, remove } from "./edits.ts";
import { listSecrets } from "./rights.ts";
import { deployment, type Mutation, pods, type Scene, service, slices } from "./scene.ts";
import { prints, warn, withoutEndpoints } from "./signs.ts";

const callerFails = (scene: Scene, line: string) => prints(scene, [line, line], scene.caller);
const port = (scene: Scene) => service(scene).spec?.ports?.[0]?.port ?? 80;
const host = (scene: Scene) => service(scene).metadata.name;
const refusedBy = (scene: Scene) =>
  `Get "http://${host(scene)}:${port(scene)}/": dial tcp 10.96.7.7:${port(scene)}: connect: connection refused`;
const timesOut = (scene: Scene) =>
  `Get "http://${host(scene)}:${port(scene)}/": dial tcp 10.96.7.7:${port(scene)}: i/o timeout`;

function unrouted(scene: Scene): void {
  for (const slice of slices(scene)) slice.endpoints = [];
}

/** The Service's only port changes. */
const ports = (code: string, over: (scene: Scene) => object): Mutation => ({
  code,
  mutate(scene) {
    const found = service(scene);
    callerFails(scene, refusedBy(scene));
    found.spec = { ...found.spec, ports: (found.spec?.ports ?? []).map((item) => ({ ...item, ...over(scene) })) };
    return `Service/${found.metadata.name}`;
  },
});

/** A rule of a mesh or gateway is added. */
const rule = (
  code: string,
  apiVersion: string,
  kind: string,
  spec: (scene: Scene) => object,
  more: (scene: Scene) => void = () => {},
): Mutation => ({
  code,
  mutate(scene) {
    add(scene, apiVersion, kind, "new-rule", { spec: spec(scene) });
    more(scene);
    return `${kind}/new-rule`;
  },
});
const NETWORKING = "networking.istio.io/v1";
const SECURITY = "security.istio.io/v1";
const GATEWAY = "gateway.networking.k8s.io/v1";
const to = (scene: Scene, destination: object, rest: object = {}) => ({
  hosts: [host(scene)],
  http: [{ route: [{ destination: { host: host(scene), ...destination }, ...rest }] }],
});

const ingress = (code: string, spec: (scene: Scene) => object, more: (scene: Scene) => void = () => {}): Mutation => ({
  code,
  mutate(scene) {
    more(scene);
    add(scene, "networking.k8s.io/v1", "Ingress", "public", { spec: spec(scene) });
    return "Ingress/public";
  },
});
const backend = (name: string, port: object) => ({
  host: "www.example.com",
  http: { paths: [{ path: "/", backend: { service: { name, port } } }] },
});

const policy = (code: string, spec: (scene: Scene) => object, line?: (scene: Scene) => string): Mutation => ({
  code,
  mutate(scene) {
    add(scene, "networking.k8s.io/v1", "NetworkPolicy", "tighten", { spec: spec(scene) });
    if (line) callerFails(scene, line(scene));
    return "NetworkPolicy/tighten";
  },
});
const labelsOf = (scene: Scene, name: string) => deployment(scene, name).spec?.selector ?? {};

export const SERVICE: readonly Mutation[] = [
  {
    code: "service-selector-mismatch",
    mutate(scene) {
      const found = service(scene);
      callerFails(scene, refusedBy(scene));
      unrouted(scene);
      const [[key, value] = ["app", ""]] = Object.entries(found.spec?.selector ?? {});
      found.spec = { ...found.spec, selector: { [key]: `${value}-v2` } };
      return `Service/${found.metadata.name}`;
    },
  },
  {
    code: "service-selects-other-pods",
    mutate(scene) {
      const found = service(scene);
      const other = service(scene, scene.caller).spec?.selector ?? {};
      found.spec = { ...found.spec, selector: other };
      return `Service/${found.metadata.name}`;
    },
  },
  ports("service-target-port-not-served", () => ({ targetPort: 9797 })),
  ports("service-target-port-name-unknown", () => ({ targetPort: "grpc-web" })),
  ports("service-protocol-mismatch", () => ({ protocol: "UDP" })),
  {
    code: "service-without-ready-endpoints",
    mutate(scene) {
      for (const endpoint of slices(scene).flatMap(({ endpoints }) => endpoints ?? []))
        endpoint.conditions = { ready: false };
      return `Service/${host(scene)}`;
    },
  },
  {
    code: "service-without-backends",
    mutate(scene) {
      add(scene, "v1", "Service", "rates", { spec: { clusterIP: "10.96.200.1", ports: [{ port: 80 }] } });
      addEnv(scene, "RATES_URL", "http://rates:80");
      return "Service/rates";
    },
  },
  {
    code: "external-name-unresolvable",
    mutate(scene) {
      add(scene, "v1", "Service", "rates", {
        spec: { type: "ExternalName", externalName: `nothing.${scene.namespace}.svc.cluster.local` },
      });
      addEnv(scene, "RATES_URL", "http://rates");
      return "Service/rates";
    },
  },
  {
    code: "scaled-to-zero",
    applies: (scene) => slices(scene).every(({ endpoints }) => endpoints?.length === pods(scene).length),
    mutate(scene) {
      const owner = deployment(scene);
      withoutEndpoints(scene);
      remove(scene, ...pods(scene));
      owner.spec = { ...owner.spec, replicas: 0 };
      warn(scene, owner, "ScalingReplicaSet", `Scaled down replica set ${scene.app}-x from 2 to 0`, { type: "Normal" });
      return `Deployment/${scene.app}`;
    },
  },
  ingress("ingress-service-missing", (scene) => ({ rules: [backend(`${host(scene)}-web`, { number: port(scene) })] })),
  ingress("ingress-service-port-missing", (scene) => ({ rules: [backend(host(scene), { number: 4433 })] })),
  ingress(
    "ingress-class-unknown",
    (scene) => ({ ingressClassName: "edge", rules: [backend(host(scene), { number: port(scene) })] }),
    (scene) => add(scene, "networking.k8s.io/v1", "IngressClass", "nginx", {}, ""),
  ),
  ingress(
    "ingress-tls-secret-missing",
    (scene) => ({
      tls: [{ hosts: ["www.example.com"], secretName: "www-tls" }],
      rules: [backend(host(scene), { number: port(scene) })],
    }),
    (scene) => {
      listSecrets(scene);
      add(scene, "v1", "Secret", "other-tls", { type: "kubernetes.io/tls", data: {} });
    },
  ),
  rule("virtual-service-host-unknown", NETWORKING, "VirtualService", (scene) =>
    to(scene, { host: `${host(scene)}-v2` }),
  ),
  rule("virtual-service-port-unknown", NETWORKING, "VirtualService", (scene) => to(scene, { port: { number: 81 } })),
  rule("virtual-service-subset-unknown", NETWORKING, "VirtualService", (scene) => to(scene, { subset: "v9" })),
  rule("route-weight-zero", NETWORKING, "VirtualService", (scene) => to(scene, {}, { weight: 0 })),
  rule(
    "route-timeout-too-short",
    NETWORKING,
    "VirtualService",
    (scene) => ({ hosts: [host(scene)], http: [{ timeout: "2ms", route: [{ destination: { host: host(scene) } }] }] }),
    (scene) =>
      callerFails(scene, `GET http://${host(scene)}:${port(scene)}/ failed with status 504: upstream request timeout`),
  ),
  rule("fault-injection-configured", NETWORKING, "VirtualService", (scene) => ({
    hosts: [host(scene)],
    http: [
      {
        fault: { delay: { fixedDelay: "7s", percentage: { value: 100 } } },
        route: [{ destination: { host: host(scene) } }],
      },
    ],
  })),
  rule(
    "destination-rule-subset-empty",
    NETWORKING,
    "DestinationRule",
    (scene) => ({ host: host(scene), subsets: [{ name: "v2", labels: { version: "v2" } }] }),
    (scene) => add(scene, NETWORKING, "VirtualService", "to-v2", { spec: to(scene, { subset: "v2" }) }),
  ),
  rule("authorization-policy-denies", SECURITY, "AuthorizationPolicy", (scene) => ({
    action: "DENY",
    selector: labelsOf(scene, scene.app),
    rules: [{ to: [{ operation: { methods: ["GET", "POST"] } }] }],
  })),
  rule(
    "mtls-mode-conflict",
    NETWORKING,
    "DestinationRule",
    (scene) => ({ host: host(scene), trafficPolicy: { tls: { mode: "DISABLE" } } }),
    (scene) => add(scene, SECURITY, "PeerAuthentication", "default", { spec: { mtls: { mode: "STRICT" } } }),
  ),
  rule("route-backend-missing", GATEWAY, "HTTPRoute", (scene) => ({
    rules: [{ backendRefs: [{ name: `${host(scene)}-web`, port: port(scene) }] }],
  })),
  rule(
    "gateway-missing",
    GATEWAY,
    "HTTPRoute",
    (scene) => ({
      parentRefs: [{ name: "pubic" }],
      rules: [{ backendRefs: [{ name: host(scene), port: port(scene) }] }],
    }),
    (scene) => add(scene, GATEWAY, "Gateway", "public", { spec: {} }),
  ),
  {
    code: "dns-override",
    mutate(scene) {
      const name = `${host(scene)}.${scene.namespace}.svc.cluster.local`;
      const text = `.:53 {\n  kubernetes cluster.local\n  hosts {\n    10.9.9.9 ${name}\n    fallthrough\n  }\n  forward . /etc/resolv.conf\n}\n`;
      add(scene, "v1", "ConfigMap", "coredns", { data: { Corefile: text } }, "kube-system");
      return "ConfigMap/coredns";
    },
  },
  policy(
    "network-policy-denies-ingress",
    (scene) => ({
      podSelector: labelsOf(scene, scene.app),
      policyTypes: ["Ingress"],
      ingress: [{ from: [{ podSelector: { matchLabels: { app: "ops" } } }] }],
    }),
    timesOut,
  ),
  policy(
    "network-policy-denies-egress",
    (scene) => ({
      podSelector: labelsOf(scene, scene.caller),
      policyTypes: ["Egress"],
      egress: [
        {
          ports: [
            { port: 53, protocol: "UDP" },
            { port: 53, protocol: "TCP" },
          ],
        },
      ],
    }),
    timesOut,
  ),
  policy(
    "network-policy-denies-dns",
    (scene) => ({
      podSelector: labelsOf(scene, scene.caller),
      policyTypes: ["Egress"],
      egress: [{ to: [{ podSelector: {} }] }],
    }),
    (scene) => `lookup ${host(scene)} on 10.96.0.10:53: read udp 10.0.0.4:51234->10.96.0.10:53: i/o timeout`,
  ),
  {
    code: "network-policy-isolates",
    mutate(scene) {
      const outside = service(scene, scene.caller);
      add(scene, "networking.k8s.io/v1", "Ingress", "door", {
        spec: { rules: [backend(outside.metadata.name, { number: outside.spec?.ports?.[0]?.port })] },
      });
      add(scene, "networking.k8s.io/v1", "NetworkPolicy", "closed", {
        spec: { podSelector: labelsOf(scene, scene.caller), policyTypes: ["Ingress"] },
      });
      return "NetworkPolicy/closed";
    },
  },
  {
    code: "load-balancer-failed",
    mutate(scene) {
      const exposed = service(scene);
      Object.assign(exposed.spec ?? {}, { type: "LoadBalancer" });
      warn(
        scene,
        exposed,
        "SyncLoadBalancerFailed",
        "Error syncing load balancer: failed to ensure load balancer: quota",
      );
      return `Service/${exposed.metadata.name}`;
    },
  },
];

function addEnv(scene: Scene, name: string, value: string): void {
  editContainer(
    scene,
    (container) => {
      container.env = [...(container.env ?? []), { name, value }];
    },
    scene.caller,
  );
}
