import { app } from "../world.ts";
import { callerFails, host, refusedBy } from "./calls.ts";
import { add, addEnv, remove, settle } from "./edits.ts";
import { listSecrets } from "./rights.ts";
import { deployment, type Mutation, pods, type Scene, service, servicePort, slices } from "./scene.ts";
import { prints, unready, warn, withoutEndpoints } from "./signs.ts";

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

export const SERVICE: readonly Mutation[] = [
  {
    code: "peers-hidden-until-ready",
    mutate(scene) {
      const name = `${scene.app}-peers`;
      const { selector = {}, ports = [] } = service(scene).spec ?? {};
      add(scene, "v1", "Service", name, { spec: { clusterIP: "None", selector, ports } });
      const lookup = `lookup ${pods(scene)[0]?.metadata.name}.${name}.${scene.namespace}.svc.cluster.local: no such host`;
      unready(scene);
      for (const slice of slices(scene)) {
        const own = structuredClone(slice);
        own.metadata = { ...own.metadata, name: `${name}-x`, labels: { "kubernetes.io/service-name": name } };
        own.endpoints = pods(scene).map(({ metadata, status }) => ({
          addresses: [status?.podIP ?? ""],
          conditions: { ready: false },
          targetRef: { kind: "Pod", name: metadata.name },
        }));
        scene.world.objects.push(own);
      }
      prints(scene, [lookup, lookup]);
      return `Service/${name}`;
    },
  },
  {
    code: "route-misdirected",
    mutate(scene) {
      const names = ["invoices", "parcels", "returns", "vouchers"];
      for (const name of names) settle(scene, app(name), scene.namespace);
      const to = (name: string) => ({ service: { name, port: { number: 8080 } } });
      const paths = names.map((name) => ({
        path: `/api/${name}`,
        pathType: "Prefix",
        backend: to(name === "vouchers" ? "parcels" : name),
      }));
      add(scene, "networking.k8s.io/v1", "Ingress", "front", { spec: { rules: [{ http: { paths } }] } });
      return "Ingress/front";
    },
  },
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
  ingress("ingress-service-missing", (scene) => ({
    rules: [backend(`${host(scene)}-web`, { number: servicePort(scene) })],
  })),
  ingress("ingress-service-port-missing", (scene) => ({ rules: [backend(host(scene), { number: 4433 })] })),
  ingress(
    "ingress-class-unknown",
    (scene) => ({ ingressClassName: "edge", rules: [backend(host(scene), { number: servicePort(scene) })] }),
    (scene) => add(scene, "networking.k8s.io/v1", "IngressClass", "nginx", {}, ""),
  ),
  ingress(
    "ingress-tls-secret-missing",
    (scene) => ({
      tls: [{ hosts: ["www.example.com"], secretName: "www-tls" }],
      rules: [backend(host(scene), { number: servicePort(scene) })],
    }),
    (scene) => {
      listSecrets(scene);
      add(scene, "v1", "Secret", "other-tls", { type: "kubernetes.io/tls", data: {} });
    },
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
  {
    code: "address-pending",
    mutate(scene) {
      const spec = { type: "LoadBalancer", ports: [{ port: 443 }] };
      add(scene, "v1", "Service", "edge", { spec, status: { loadBalancer: {} } });
      return "Service/edge";
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
