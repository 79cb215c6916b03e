import { writeFileSync } from "node:fs";
import { type Cluster, inside } from "./cluster.ts";
import { kubectl } from "./kubectl.ts";
import { SERVICES } from "./network.ts";
import { authority, certificate, kubeconfig, pem } from "./pki.ts";
import { ready, start } from "./processes.ts";
import { program } from "./programs.ts";

/** The address of the `kubernetes` Service: the first of the Service range. */
const KUBERNETES_SERVICE = "10.96.0.1";

/** etcd, API server, controller manager and scheduler, each with an identity of its own and with leader election. */
export async function startControlPlane(cluster: Cluster): Promise<void> {
  await identities(cluster);
  startEtcd(cluster);
  startApiServer(cluster);
  await ready(cluster, "kube-apiserver", 60, () => apiReady(cluster));
  startControllers(cluster);
  startScheduler(cluster);
  await ready(cluster, "kube-controller-manager", 30, () => defaultAccount(cluster));
}

export async function apiReady(cluster: Cluster): Promise<string | undefined> {
  return kubectl(cluster, ["get", "--raw", "/readyz"]).then(() => undefined, String);
}

/** The controllers are at work once the default namespace has its service account. */
async function defaultAccount(cluster: Cluster): Promise<string | undefined> {
  return kubectl(cluster, ["get", "serviceaccount", "default"]).then(() => undefined, String);
}

async function identities(cluster: Cluster): Promise<void> {
  await authority(cluster);
  const names = ["kubernetes", "kubernetes.default", "kubernetes.default.svc", "localhost"].map(
    (name) => `DNS:${name}`,
  );
  const addresses = ["127.0.0.1", KUBERNETES_SERVICE, cluster.host].map((ip) => `IP:${ip}`);
  await certificate(cluster, "apiserver", "/CN=kube-apiserver", [...names, ...addresses]);
  await certificate(cluster, "admin", "/O=system:masters/CN=admin");
  await certificate(cluster, "apiserver-kubelet-client", "/O=system:masters/CN=kube-apiserver-kubelet-client");
  await certificate(cluster, "front-proxy-client", "/CN=front-proxy-client");
  for (const name of ["kube-controller-manager", "kube-scheduler", "kube-proxy"]) {
    await certificate(cluster, name, `/CN=system:${name}`);
    kubeconfig(cluster, name);
  }
  kubeconfig(cluster, "admin", cluster.kubeconfig);
}

function startEtcd(cluster: Cluster): void {
  const client = etcdUrl(cluster);
  const peer = `http://127.0.0.1:${cluster.ports.etcdPeer}`;
  start(cluster, "etcd", program("etcd"), [
    `--data-dir=${inside(cluster, "etcd")}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    "--unsafe-no-fsync",
    "--log-level=error",
  ]);
}

const etcdUrl = (cluster: Cluster) => `http://127.0.0.1:${cluster.ports.etcd}`;

/** Tests restart it, with the same arguments. */
export function startApiServer(cluster: Cluster): void {
  const policy = { apiVersion: "audit.k8s.io/v1", kind: "Policy", rules: [{ level: "Metadata" }] };
  writeFileSync(inside(cluster, "audit-policy.json"), JSON.stringify(policy));
  const file = (name: string) => pem(cluster, name);
  start(cluster, "kube-apiserver", program("kube-apiserver"), [
    `--etcd-servers=${etcdUrl(cluster)}`,
    `--bind-address=${cluster.host}`,
    `--advertise-address=${cluster.host}`,
    ...(cluster.mode === "full" ? [] : ["--endpoint-reconciler-type=none"]),
    `--secure-port=${cluster.ports.api}`,
    `--tls-cert-file=${file("apiserver.crt")}`,
    `--tls-private-key-file=${file("apiserver.key")}`,
    `--client-ca-file=${file("ca.crt")}`,
    "--authorization-mode=Node,RBAC",
    "--enable-admission-plugins=NodeRestriction",
    `--kubelet-client-certificate=${file("apiserver-kubelet-client.crt")}`,
    `--kubelet-client-key=${file("apiserver-kubelet-client.key")}`,
    `--kubelet-certificate-authority=${file("ca.crt")}`,
    "--kubelet-preferred-address-types=InternalIP",
    `--proxy-client-cert-file=${file("front-proxy-client.crt")}`,
    `--proxy-client-key-file=${file("front-proxy-client.key")}`,
    `--requestheader-client-ca-file=${file("ca.crt")}`,
    "--requestheader-allowed-names=front-proxy-client",
    "--requestheader-username-headers=X-Remote-User",
    "--requestheader-group-headers=X-Remote-Group",
    "--requestheader-extra-headers-prefix=X-Remote-Extra-",
    `--service-account-key-file=${file("sa.key")}`,
    `--service-account-signing-key-file=${file("sa.key")}`,
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-cluster-ip-range=${SERVICES}`,
    "--allow-privileged",
    `--audit-log-path=${inside(cluster, "log", "audit.jsonl")}`,
    `--audit-policy-file=${inside(cluster, "audit-policy.json")}`,
  ]);
}

function asUser(cluster: Cluster, user: string): string[] {
  const config = inside(cluster, `${user}.kubeconfig`);
  return ["kubeconfig", "authentication-kubeconfig", "authorization-kubeconfig"].map((flag) => `--${flag}=${config}`);
}

export function startControllers(cluster: Cluster): void {
  start(cluster, "kube-controller-manager", program("kube-controller-manager"), [
    ...asUser(cluster, "kube-controller-manager"),
    "--bind-address=127.0.0.1",
    `--secure-port=${cluster.ports.controllerManager}`,
    "--use-service-account-credentials",
    `--service-account-private-key-file=${pem(cluster, "sa.key")}`,
    `--root-ca-file=${pem(cluster, "ca.crt")}`,
    // Fractions of the defaults: a test does not wait five minutes for an autoscaler.
    "--horizontal-pod-autoscaler-sync-period=5s",
    "--horizontal-pod-autoscaler-initial-readiness-delay=5s",
  ]);
}

export function startScheduler(cluster: Cluster): void {
  start(cluster, "kube-scheduler", program("kube-scheduler"), [
    ...asUser(cluster, "kube-scheduler"),
    "--bind-address=127.0.0.1",
    `--secure-port=${cluster.ports.scheduler}`,
  ]);
}
