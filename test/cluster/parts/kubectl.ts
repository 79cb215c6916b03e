import type { Cluster } from "./cluster.ts";
import { program } from "./programs.ts";
import { type Run, run } from "./run.ts";

/** kubectl as the cluster's administrator. */
export function kubectl(
  cluster: Pick<Cluster, "kubeconfig">,
  args: readonly string[],
  options: Run = {},
): Promise<string> {
  return run(program("kubectl"), ["--kubeconfig", cluster.kubeconfig, ...args], options);
}

/** Server-side apply, so that who changed which field stays visible. `manifests` is YAML or JSON. */
export async function apply(
  cluster: Pick<Cluster, "kubeconfig">,
  manifests: string,
  args: readonly string[] = [],
): Promise<void> {
  await kubectl(cluster, ["apply", "-f", "-", ...args], { input: manifests, seconds: 60 });
}
