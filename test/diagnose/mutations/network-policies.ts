import { callerFails, host, timesOut } from "./calls.ts";
import { add } from "./edits.ts";
import { deployment, type Mutation, type Scene, service } from "./scene.ts";

const policy = (code: string, spec: (scene: Scene) => object, line?: (scene: Scene) => string): Mutation => ({
  code,
  mutate(scene) {
    add(scene, "networking.k8s.io/v1", "NetworkPolicy", "tighten", { spec: spec(scene) });
    if (line) callerFails(scene, line(scene));
    return "NetworkPolicy/tighten";
  },
});

const labelsOf = (scene: Scene, name: string) => deployment(scene, name).spec?.selector ?? {};

const backend = (name: string, port: object) => ({
  host: "www.example.com",
  http: { paths: [{ path: "/", backend: { service: { name, port } } }] },
});

export const NETWORK_POLICIES: readonly Mutation[] = [
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
];
