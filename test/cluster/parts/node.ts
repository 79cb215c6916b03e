import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cgroupRoot, createCgroup } from "./cgroups.ts";
import { type Cluster, inside } from "./cluster.ts";
import { containerdSocket, startContainerd } from "./containerd.ts";
import { kubectl } from "./kubectl.ts";
import { nodeAddress, nodes, PODS } from "./network.ts";
import { certificate, kubeconfig, pem } from "./pki.ts";
import { ready, start } from "./processes.ts";
import { program } from "./programs.ts";
import { startUpstreamDns } from "./upstream-dns.ts";

/** The Service address of the cluster's DNS. */
export const DNS = "10.96.0.10";

/** Nodes with a container runtime and a kubelet each, and the proxy that all of them share with this machine. */
export async function startNodes(cluster: Cluster): Promise<void> {
  startUpstreamDns(cluster);
  for (const index of nodes(cluster)) {
    await certificate(cluster, `node-${index}`, `/O=system:nodes/CN=system:node:node-${index}`, [
      `DNS:node-${index}`,
      `IP:${nodeAddress(index)}`,
    ]);
    await startContainerd(cluster, index);
    startKubelet(cluster, index);
  }
  startProxy(cluster);
  startPolicyAgent(cluster);
  for (const index of nodes(cluster)) await ready(cluster, `kubelet-${index}`, 60, () => nodeReady(cluster, index));
}

async function nodeReady(cluster: Cluster, index: number): Promise<string | undefined> {
  const query = ["get", "node", `node-${index}`, "-o", 'jsonpath={.status.conditions[?(@.type=="Ready")]}'];
  const condition = await kubectl(cluster, query).catch(String);
  return condition.includes('"status":"True"') ? undefined : condition;
}

/** Tests stop a node's kubelet and start it again. */
export function startKubelet(cluster: Cluster, index: number): void {
  const name = `kubelet-${index}`;
  const config = inside(cluster, `${name}.json`);
  createCgroup(cgroupRoot(cluster, index));
  mkdirSync(inside(cluster, name), { recursive: true });
  writeFileSync(config, JSON.stringify(kubeletConfiguration(cluster, index), null, 2));
  start(cluster, name, program("kubelet"), [
    `--config=${config}`,
    `--kubeconfig=${kubeconfig(cluster, `node-${index}`)}`,
    `--root-dir=${inside(cluster, name)}`,
    `--hostname-override=node-${index}`,
    `--node-ip=${nodeAddress(index)}`,
    // Without it cAdvisor asks the machine's own containerd, and container metrics carry no container names.
    `--containerd=${containerdSocket(cluster, index)}`,
    "--housekeeping-interval=5s",
  ]);
}

function kubeletConfiguration(cluster: Cluster, index: number): Record<string, unknown> {
  return {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    containerRuntimeEndpoint: `unix://${containerdSocket(cluster, index)}`,
    failCgroupV1: false,
    cgroupDriver: "cgroupfs",
    cgroupRoot: cgroupRoot(cluster, index),
    failSwapOn: false,
    address: nodeAddress(index),
    port: cluster.ports.kubelet,
    healthzPort: 0,
    tlsCertFile: pem(cluster, `node-${index}.crt`),
    tlsPrivateKeyFile: pem(cluster, `node-${index}.key`),
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: pem(cluster, "ca.crt") },
    },
    authorization: { mode: "Webhook" },
    clusterDNS: [DNS],
    clusterDomain: "cluster.local",
    resolvConf: inside(cluster, "resolv.conf"),
    podLogsDir: inside(cluster, `pod-logs-${index}`),
    volumePluginDir: inside(cluster, `kubelet-${index}`, "volume-plugins"),
    maxPods: 200,
    registryPullQPS: 0,
    serializeImagePulls: false,
    evictionHard: { "memory.available": "100Mi", "nodefs.available": "1%", "imagefs.available": "1%" },
    imageGCHighThresholdPercent: 100,
    shutdownGracePeriod: "0s",
  };
}

function startProxy(cluster: Cluster): void {
  start(cluster, "kube-proxy", program("kube-proxy"), [
    `--kubeconfig=${kubeconfig(cluster, "kube-proxy")}`,
    "--hostname-override=node-1",
    "--proxy-mode=iptables",
    `--cluster-cidr=${PODS}`,
    // 0: the machine's connection tracking stays as it is.
    "--conntrack-max-per-core=0",
    "--conntrack-tcp-timeout-established=0s",
    "--conntrack-tcp-timeout-close-wait=0s",
    `--metrics-bind-address=127.0.0.1:${cluster.ports.proxyMetrics}`,
    `--healthz-bind-address=127.0.0.1:${cluster.ports.proxyHealth}`,
  ]);
}

function startPolicyAgent(cluster: Cluster): void {
  const agent = path.join(import.meta.dirname, "policy-agent.ts");
  start(cluster, "policy-agent", process.execPath, [agent, cluster.kubeconfig]);
}
