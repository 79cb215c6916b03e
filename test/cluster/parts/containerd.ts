import { mkdirSync, writeFileSync } from "node:fs";
import { type Cluster, inside } from "./cluster.ts";
import { PAUSE } from "./images.ts";
import { cniName, podRange } from "./network.ts";
import { ready, start } from "./processes.ts";
import { REGISTRY, registryUrl } from "./registry-client.ts";
import { attempt } from "./run.ts";

export const containerdSocket = (cluster: Cluster, index: number) => inside(cluster, `containerd-${index}.sock`);

/** One container runtime per node, with its own network configuration. */
export async function startContainerd(cluster: Cluster, index: number): Promise<void> {
  const name = `containerd-${index}`;
  writeNetwork(cluster, index);
  writeRegistry(cluster);
  writeFileSync(inside(cluster, `${name}.toml`), configuration(cluster, index));
  start(cluster, name, "containerd", ["--config", inside(cluster, `${name}.toml`)]);
  await ready(cluster, name, 30, async () => {
    const answer = await attempt("ctr", ["--address", containerdSocket(cluster, index), "version"], { seconds: 5 });
    return answer ? undefined : "does not answer";
  });
}

/** Point to point links: all traffic between pods is routed by the kernel, where Services and policies are applied. */
function writeNetwork(cluster: Cluster, index: number): void {
  const folder = inside(cluster, `cni-${index}`);
  mkdirSync(folder, { recursive: true });
  const ranges = [[{ subnet: podRange(index) }]];
  const ipam = { type: "host-local", dataDir: inside(cluster, "ipam"), ranges, routes: [{ dst: "0.0.0.0/0" }] };
  const plugins = [
    { type: "ptp", ipMasq: false, ipam },
    { type: "portmap", capabilities: { portMappings: true } },
  ];
  const list = { cniVersion: "0.4.0", name: cniName(cluster), plugins };
  writeFileSync(`${folder}/10-pods.conflist`, JSON.stringify(list));
}

function writeRegistry(cluster: Cluster): void {
  const folder = inside(cluster, "registries", REGISTRY);
  mkdirSync(folder, { recursive: true });
  const url = registryUrl(cluster);
  writeFileSync(`${folder}/hosts.toml`, `server = "${url}"\n[host."${url}"]\n  capabilities = ["pull", "resolve"]\n`);
}

/** `restrict_oom_score_adj` and `disable_apparmor`: a container in which this runs may not lower scores or load profiles. */
function configuration(cluster: Cluster, index: number): string {
  return `version = 2
root = "${inside(cluster, `containerd-${index}`)}"
state = "${inside(cluster, `containerd-${index}-state`)}"
[grpc]
  address = "${containerdSocket(cluster, index)}"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${PAUSE}"
  restrict_oom_score_adj = true
  disable_apparmor = true
  netns_mounts_under_state_dir = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "${inside(cluster, `cni-${index}`)}"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "${inside(cluster, "registries")}"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      Root = "${inside(cluster, `runc-${index}`)}"
`;
}
