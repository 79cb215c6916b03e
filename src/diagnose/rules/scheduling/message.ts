import { GATES, NEIGHBOURS, type Requirement, stageOf, WISHES } from "./requirement.ts";

/** The scheduler's own words (its plugins, v1.24 to v1.36). */
const WORDS: readonly [Requirement, RegExp][] = [
  ["cordoned", /node\(s\) were unschedulable/],
  ["node-unhealthy", /untolerated taint \{node\.(?:cloudprovider\.)?kubernetes\.io\//],
  ["taint", /untolerated taint|had taints? .{0,300}that the pod didn't tolerate/],
  ["node-affinity", /didn't match Pod's node affinity|didn't satisfy plugin|didn't match node selector/],
  ["insufficient-cpu", /Insufficient cpu/],
  ["insufficient-memory", /Insufficient memory/],
  ["insufficient-resource", /Insufficient \S+/],
  ["too-many-pods", /Too many pods/],
  ["host-port", /didn't have free ports/],
  ["volume-in-use", /ReadWriteOncePod|had no available disk/],
  ["volume-limit", /exceed max volume count|exceeds? max volume/],
  ["volume-node-affinity", /volume node affinity conflict|PersistentVolume's node affinity|no available volume zone/],
  [
    "unbound-claim",
    /unbound immediate PersistentVolumeClaims|didn't find available persistent volumes|enough free storage/,
  ],
  ["topology-spread", /topology spread constraints/],
  ["pod-anti-affinity", /anti-affinity rules/],
  ["pod-affinity", /didn't match pod affinity rules|pod affinity rules/],
  ["no-nodes", /no nodes available to schedule pods/],
  ["resource-claim", /resourceclaim|ResourceClaim|cannot allocate all claims|device class/],
];
/** Kept free of workloads on purpose; named only up to v1.33. */
const CONTROL_PLANE = /untolerated taint \{node-role\.kubernetes\.io\//;

/** `0/5 nodes are available: 1 <reason>, 4 <reason>. preemption: …` → reasons with the number of nodes counted for each. */
export function reasonsIn(message: string): Map<Requirement, number> {
  const [reasons = ""] = message
    .replace(/^0\/\d+ nodes are available: /, "")
    .split(/\.? (?:preemption: |no new claims to )/);
  const counted = reasons.split(/, (?=\d+ )/).filter((part) => !CONTROL_PLANE.test(part));
  const found = new Map<Requirement, number>();
  for (const part of counted) {
    const requirement = WORDS.find(([, pattern]) => pattern.test(part))?.[0];
    if (requirement) found.set(requirement, (found.get(requirement) ?? 0) + (Number(/^\d+/.exec(part)?.[0]) || 1));
  }
  return found;
}

/**
 * The reason that decides as far as words can tell. A node's first failure hides what else it lacks, so the circles of
 * `decide` are read from the inside: a node that is short of room passed everything before. Taints come last, also after
 * cordons: from v1.34 on their keys are not told, and most clusters have nodes that are tainted on purpose.
 */
export function furthest(reasons: ReadonlyMap<Requirement, number>): Requirement | undefined {
  return [...reasons].sort(([a, n], [b, m]) => depth(b) - depth(a) || m - n || stageOf(b) - stageOf(a))[0]?.[0];
}

function depth(requirement: Requirement): number {
  if (requirement === "taint") return 0;
  if (GATES.has(requirement)) return 1;
  if (WISHES.has(requirement)) return 2;
  return NEIGHBOURS.has(requirement) ? 3 : 4;
}
