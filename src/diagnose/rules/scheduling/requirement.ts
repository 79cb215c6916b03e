/** What a node (or the cluster) must offer a pod; the names are those of the finding codes. */
export type Requirement =
  | "cordoned"
  | "node-unhealthy"
  | "taint"
  | "node-selector"
  | "node-affinity"
  | "host-port"
  | "insufficient-cpu"
  | "insufficient-memory"
  | "insufficient-resource"
  | "too-many-pods"
  | "volume-in-use"
  | "volume-limit"
  | "volume-node-affinity"
  | "topology-spread"
  | "pod-affinity"
  | "pod-anti-affinity"
  | "unbound-claim"
  | "resource-claim"
  | "no-nodes";

/**
 * The scheduler tries its plugins in this order and stops at the first that a node fails; what one plugin says of a
 * node may be several reasons (v1.36 `default_plugins.go`). A reason further down can hide behind one further up.
 */
const STAGES: readonly (readonly Requirement[])[] = [
  ["cordoned"],
  ["node-unhealthy", "taint"],
  ["node-selector", "node-affinity"],
  ["host-port"],
  ["insufficient-cpu", "insufficient-memory", "insufficient-resource", "too-many-pods"],
  ["volume-in-use"],
  ["volume-limit"],
  ["volume-node-affinity", "unbound-claim"],
  ["topology-spread"],
  ["pod-affinity", "pod-anti-affinity"],
  ["resource-claim"],
  ["no-nodes"],
];

export function stageOf(requirement: Requirement): number {
  return STAGES.findIndex((stage) => stage.includes(requirement));
}

/** What the pod itself asks of nodes: a node that does not meet one was never meant for it. */
export const WISHES: ReadonlySet<Requirement> = new Set(["node-selector", "node-affinity", "volume-node-affinity"]);
/** What keeps a node that was meant for it shut. */
export const GATES: ReadonlySet<Requirement> = new Set(["cordoned", "node-unhealthy", "taint"]);
/** Rules about what may run beside it: they are meant to leave some node. */
export const NEIGHBOURS: ReadonlySet<Requirement> = new Set([
  "host-port",
  "topology-spread",
  "pod-affinity",
  "pod-anti-affinity",
]);

/** A requirement that a node does not meet, and what is there instead, for people: `has no label disk`. */
export type Lack = readonly [Requirement, string];
