import { object, pod, type World } from "./world.ts";

/** Static pods of a control plane, mirrored into kube-system, and the Service of the API server. */
export function controlPlane(w: World, parts = ["etcd", "kube-apiserver", "kube-controller-manager"]): void {
  for (const part of parts) {
    const made = pod(
      `${part}-cp-1`,
      { component: part, tier: "control-plane" },
      { hostNetwork: true, nodeName: "node-1", containers: [{ name: part, image: `registry.example.com/${part}:1` }] },
    );
    made.metadata.namespace = "kube-system";
    w.objects.push(made);
  }
  const slice = object("discovery.k8s.io/v1", "EndpointSlice", "default", "kubernetes", {
    addressType: "IPv4",
    ports: [{ name: "https", port: 6443 }],
    endpoints: [{ addresses: ["192.0.2.10"], conditions: { ready: true } }],
  });
  slice.metadata.labels = { "kubernetes.io/service-name": "kubernetes" };
  const ports = [{ name: "https", port: 443, targetPort: 6443 }];
  w.objects.push(
    object("v1", "Service", "default", "kubernetes", { spec: { type: "ClusterIP", clusterIP: "10.96.0.1", ports } }),
    slice,
  );
}
