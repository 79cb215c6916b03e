import type { TestProject } from "vitest/node";
import { adminOf, tidyUp } from "../admin.ts";
import { useCluster } from "../use-cluster.ts";

declare module "vitest" {
  interface ProvidedContext {
    kubeconfig: string;
  }
}

/**
 * An API server with controllers and simulated nodes. `SITREP_TEST_KUBECONFIG` names another one to use, as administrator; it
 * is not KUBECONFIG, which may name a cluster that nobody wants to test on.
 */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const existing = process.env.SITREP_TEST_KUBECONFIG;
  if (existing) {
    provide("kubeconfig", existing);
    return () => tidyUp(adminOf(existing));
  }
  const { kubeconfig, end } = await useCluster({
    mode: "control-plane-only",
    name: "live-api-server",
    basePort: 29_400,
  });
  provide("kubeconfig", kubeconfig);
  return end;
}
