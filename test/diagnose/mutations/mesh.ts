import { callerFails, host } from "./calls.ts";
import { add } from "./edits.ts";
import { deployment, type Mutation, type Scene, servicePort } from "./scene.ts";

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

export const MESH: readonly Mutation[] = [
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
      callerFails(
        scene,
        `GET http://${host(scene)}:${servicePort(scene)}/ failed with status 504: upstream request timeout`,
      ),
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
    selector: deployment(scene).spec?.selector ?? {},
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
    rules: [{ backendRefs: [{ name: `${host(scene)}-web`, port: servicePort(scene) }] }],
  })),
  rule(
    "gateway-missing",
    GATEWAY,
    "HTTPRoute",
    (scene) => ({
      parentRefs: [{ name: "pubic" }],
      rules: [{ backendRefs: [{ name: host(scene), port: servicePort(scene) }] }],
    }),
    (scene) => add(scene, GATEWAY, "Gateway", "public", { spec: {} }),
  ),
];
