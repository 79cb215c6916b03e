import { DEFAULT_NAME } from "../../cluster/parts/cluster.ts";
import { useCluster } from "../use-cluster.ts";

/** The whole cluster, with real containers. Always our own: the tests take parts of it away. */
export async function setup(): Promise<() => Promise<void>> {
  const { end } = await useCluster({ mode: "full", name: DEFAULT_NAME });
  return end;
}
