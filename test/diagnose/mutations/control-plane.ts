import type { KubeObject } from "../../../src/core/kubernetes/meta.ts";
import type { Pod } from "../../../src/core/kubernetes/pod.ts";
import type { Service } from "../../../src/core/kubernetes/service.ts";
import { ago, app } from "../world.ts";
import { add, remove, settle, systemPod } from "./edits.ts";
import { deployment, firstPod, lookUp, type Mutation, pods, type Scene, service, slices } from "./scene.ts";
import { creating, prints, refused, series, unplaced, warn } from "./signs.ts";

const isPod = (object: KubeObject): object is Pod => object.kind === "Pod";
/** A container that ends again and again. */
const ENDED = {
  ready: false,
  restartCount: 6,
  state: { waiting: { reason: "CrashLoopBackOff", message: "back-off 5m0s restarting failed container" } },
  lastState: { terminated: { exitCode: 1, reason: "Error", startedAt: ago(2), finishedAt: ago(1) } },
};

const lease = (scene: Scene, name: string, minutes: number) =>
  add(
    scene,
    "coordination.k8s.io/v1",
    "Lease",
    name,
    { spec: { holderIdentity: "x", renewTime: ago(minutes) } },
    "kube-system",
  );

/** The cluster's DNS: its own, or a Deployment of two pods behind their Service. */
function dns(scene: Scene): readonly KubeObject[] {
  if (lookUp(scene, "Service", "kube-dns", "kube-system"))
    return scene.world.objects.filter(({ metadata }) => /^(?:coredns|kube-dns)\b/.test(metadata.name));
  const made = app("coredns");
  for (const item of made) {
    if (item.kind === "Service") item.metadata.name = "kube-dns";
    if (item.kind === "EndpointSlice") item.metadata.labels = { "kubernetes.io/service-name": "kube-dns" };
  }
  return settle(scene, made, "kube-system");
}

/** A DaemonSet in kube-system whose pod on the app's node is not ready. */
function brokenDaemon(scene: Scene, name: string): string {
  const labels = { "k8s-app": name };
  const template = { metadata: { labels } };
  add(
    scene,
    "apps/v1",
    "DaemonSet",
    name,
    { spec: { template }, status: { desiredNumberScheduled: 1 } },
    "kube-system",
  );
  systemPod(scene, `${name}-x`, labels, true).metadata.ownerReferences = [
    { apiVersion: "apps/v1", kind: "DaemonSet", name, controller: true },
  ];
  return `DaemonSet/${name}`;
}

/** The pods have a node, no container yet, and one of them this event. */
function stuck(scene: Scene, reason: string, message: string): void {
  creating(scene);
  warn(scene, firstPod(scene), reason, message);
}

function sandbox(scene: Scene, why: string): void {
  const what = `rpc error: code = Unknown desc = failed to setup network for sandbox "1f": ${why}`;
  stuck(scene, "FailedCreatePodSandBox", `Failed to create pod sandbox: ${what}`);
}

const webhook = (scene: Scene, namespace: string) =>
  add(
    scene,
    "admissionregistration.k8s.io/v1",
    "ValidatingWebhookConfiguration",
    "guard",
    {
      webhooks: [
        {
          name: "guard.example.com",
          failurePolicy: "Fail",
          clientConfig: { service: { namespace, name: "guard", port: 443 } },
        },
      ],
    },
    "",
  );
const refusal = (why: string) =>
  `Internal error occurred: failed calling webhook "guard.example.com": failed to call webhook: Post "https://guard.x.svc:443/?timeout=10s": ${why}`;

export const CONTROL_PLANE: readonly Mutation[] = [
  {
    code: "endpoints-outdated",
    mutate(scene) {
      for (const slice of slices(scene)) slice.endpoints = [];
      for (const pod of pods(scene))
        for (const condition of pod.status?.conditions ?? [])
          if (condition.type === "Ready") condition.lastTransitionTime = ago(30);
      return `Service/${service(scene).metadata.name}`;
    },
  },
  {
    code: "scheduler-not-working",
    mutate(scene) {
      unplaced(scene);
      lease(scene, "kube-scheduler", 20);
      lease(scene, "kube-controller-manager", 0);
      return "Lease/kube-scheduler";
    },
  },
  {
    code: "controller-manager-not-working",
    mutate(scene) {
      const owner = deployment(scene);
      owner.metadata.generation = 9;
      owner.status = { ...owner.status, observedGeneration: 8 };
      lease(scene, "kube-controller-manager", 15);
      lease(scene, "kube-scheduler", 0);
      return "Lease/kube-controller-manager";
    },
  },
  {
    code: "node-services-unrouted",
    mutate(scene) {
      const others = settle(scene, [...app("stock"), ...app("quotes")]);
      const targets = [service(scene), ...others.filter(({ kind }) => kind === "Service")] as Service[];
      const [pod] = pods(scene, scene.caller);
      remove(scene, ...pods(scene, scene.caller).slice(1));
      const lost = targets.map(({ spec }) => `dial tcp ${spec?.clusterIP}:${spec?.ports?.[0]?.port}: i/o timeout`);
      prints(scene, [...lost, ...lost], scene.caller);
      return `Node/${pod?.spec?.nodeName}`;
    },
  },
  { code: "kube-proxy-down", mutate: (scene) => brokenDaemon(scene, "kube-proxy") },
  {
    code: "network-plugin-failed",
    mutate(scene) {
      sandbox(scene, 'plugin type="flannel" failed (add): open /run/flannel/subnet.env: no such file or directory');
      return brokenDaemon(scene, "kube-flannel-ds");
    },
  },
  {
    code: "pod-addresses-exhausted",
    mutate(scene) {
      sandbox(scene, 'plugin type="bridge" failed (add): no IP addresses available in range set: 10.0.1.1-10.0.1.254');
      return `Node/${firstPod(scene).spec?.nodeName}`;
    },
  },
  {
    code: "cluster-dns-down",
    mutate(scene) {
      for (const item of dns(scene)) {
        if (item.kind === "Deployment")
          Object.assign(item, { spec: { ...("spec" in item ? (item.spec as object) : {}), replicas: 0 } });
        if (item.kind === "EndpointSlice") Object.assign(item, { endpoints: [] });
        if (item.kind === "Pod") scene.world.objects = scene.world.objects.filter((other) => other !== item);
      }
      return "Deployment/coredns";
    },
  },
  {
    code: "cluster-dns-misconfigured",
    mutate(scene) {
      dns(scene);
      add(
        scene,
        "v1",
        "ConfigMap",
        "coredns",
        { data: { Corefile: ".:53 {\n  errors\n  forward . /etc/resolv.conf\n}\n" } },
        "kube-system",
      );
      return "ConfigMap/coredns";
    },
  },
  {
    code: "cluster-dns-failing",
    mutate(scene) {
      dns(scene);
      series(scene, "dns-error-ratio", {}, 0.001, 0.3);
      return "Deployment/coredns";
    },
  },
  {
    code: "cluster-dns-loop",
    mutate(scene) {
      const line =
        '[FATAL] plugin/loop: Loop (127.0.0.1:41533 -> :53) detected for zone ".", see https://coredns.io/plugins/loop';
      for (const pod of dns(scene).filter(isPod)) {
        const { name, namespace = "" } = pod.metadata;
        for (const status of pod.status?.containerStatuses ?? []) {
          Object.assign(status, ENDED);
          const lines = ["CoreDNS-1.11.3", line].map((text) => ({ text, at: ago(1) }));
          scene.world.logs.push({
            namespace,
            pod: name,
            container: status.name,
            previous: true,
            lines,
            truncated: false,
          });
        }
      }
      return "Deployment/coredns";
    },
  },
  {
    code: "admission-webhook-service-missing",
    mutate(scene) {
      webhook(scene, scene.namespace);
      refused(scene, refusal('service "guard" not found'));
      return "ValidatingWebhookConfiguration/guard";
    },
  },
  {
    code: "admission-webhook-not-serving",
    mutate(scene) {
      webhook(scene, "guards");
      const made = app("guard", {}, { port: 443 }).filter(({ kind }) => kind !== "Pod");
      for (const item of settle(scene, made, "guards")) {
        if (item.kind === "EndpointSlice") Object.assign(item, { endpoints: [] });
        if (item.kind === "Deployment")
          Object.assign(item, { spec: { ...("spec" in item ? (item.spec as object) : {}), replicas: 0 } });
      }
      refused(scene, refusal('no endpoints available for service "guard"'));
      return "Deployment/guard";
    },
  },
  {
    code: "api-service-unavailable",
    mutate(scene) {
      const conditions = [
        {
          type: "Available",
          status: "False",
          reason: "MissingEndpoints",
          message: 'endpoints for service/metrics-server in "kube-system" have no addresses',
        },
      ];
      add(scene, "apiregistration.k8s.io/v1", "APIService", "v1beta1.metrics.k8s.io", { status: { conditions } }, "");
      const spec = { scaleTargetRef: { kind: "Deployment", name: scene.app }, maxReplicas: 4 };
      add(scene, "autoscaling/v2", "HorizontalPodAutoscaler", scene.app, { spec });
      return "APIService/v1beta1.metrics.k8s.io";
    },
  },
  {
    code: "csi-driver-not-registered",
    mutate(scene) {
      stuck(
        scene,
        "FailedMount",
        'MountVolume.MountDevice failed for volume "pvc-1" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name disk.csi.example.com not found in the list of registered CSI drivers',
      );
      return `Node/${firstPod(scene).spec?.nodeName}`;
    },
  },
  {
    code: "control-plane-component-not-ready",
    mutate(scene) {
      systemPod(scene, "kube-apiserver-cp-1", { component: "kube-apiserver" }, true);
      return "Pod/kube-apiserver-cp-1";
    },
  },
  {
    code: "controller-reports-failure",
    mutate(scene) {
      const release = add(scene, "helm.toolkit.fluxcd.io/v2", "HelmRelease", "storefront", {});
      warn(scene, release, "InstallFailed", "could not resolve chart: version 9.9 not found", { count: 12 });
      return "HelmRelease/storefront";
    },
  },
];
