import type { Cluster } from "./cluster.ts";
import { HOST } from "./network.ts";

/** The name that image references use; the nodes know where it really is. */
export const REGISTRY = "registry.example.com";

export const registryUrl = (cluster: Cluster) => `http://${HOST}:${cluster.ports.registry}`;
