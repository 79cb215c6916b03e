import type { Node, Pod } from "../../../core/kubernetes.ts";
import { quantity } from "../../../core/quantity.ts";
import { holds } from "../../selector.ts";

/** What a node must offer a pod; the names are those of the finding codes. */
export type Requirement =
  | "cordoned"
  | "taint"
  | "node-selector"
  | "node-affinity"
  | "insufficient-cpu"
  | "insufficient-memory"
  | "too-many-pods"
  | "host-port"
  | "pod-affinity"
  | "pod-anti-affinity"
  | "topology-spread"
  | "volume-node-affinity"
  | "unbound-claim";

/** The scheduler's own words (its plugins, v1.24 to v1.36), for what cannot be worked out from the nodes. */
const WORDS: readonly [Requirement, RegExp][] = [
  ["cordoned", /node\(s\) were unschedulable/],
  ["taint", /untolerated taint|had taints? .*that the pod didn't tolerate/],
  ["node-affinity", /didn't match Pod's node affinity\/selector/],
  ["insufficient-cpu", /Insufficient cpu/],
  ["insufficient-memory", /Insufficient memory/],
  ["too-many-pods", /Too many pods/],
  ["host-port", /didn't have free ports/],
  ["pod-anti-affinity", /anti-affinity rules/],
  ["pod-affinity", /didn't match pod affinity rules/],
  ["topology-spread", /topology spread constraints/],
  ["volume-node-affinity", /volume node affinity conflict|PersistentVolume's node affinity|no available volume zone/],
  ["unbound-claim", /unbound immediate PersistentVolumeClaims|didn't find available persistent volumes/],
];

/** Requirements that the message names, with the number of nodes it counts for each (1 where it counts none). */
export function requirementsIn(message: string): Map<Requirement, number> {
  const [reasons = message] = message.replace(/^0\/\d+ nodes are available: /, "").split(/\.? preemption: /);
  const found = new Map<Requirement, number>();
  for (const part of reasons.split(/, (?=\d+ )/)) {
    const requirement = WORDS.find(([, pattern]) => pattern.test(part))?.[0];
    if (requirement) found.set(requirement, (found.get(requirement) ?? 0) + (Number(/^\d+/.exec(part)?.[0]) || 1));
  }
  return found;
}

/** Which of the requirements that plain objects can tell does this node fail? `others` are the pods on it now. */
export function failedBy(pod: Pod, node: Node, others: readonly Pod[]): Set<Requirement> {
  const labels = node.metadata.labels ?? {};
  const failed = new Set<Requirement>();
  if (node.spec?.unschedulable) failed.add("cordoned");
  if (untolerated(pod, node).length > 0) failed.add("taint");
  if (Object.entries(pod.spec?.nodeSelector ?? {}).some(([key, value]) => labels[key] !== value))
    failed.add("node-selector");
  const terms = pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  if (terms && !terms.some((term) => (term.matchExpressions ?? []).every((expression) => holds(expression, labels))))
    failed.add("node-affinity");
  for (const resource of ["cpu", "memory"] as const) {
    const free =
      (quantity(node.status?.allocatable?.[resource]) ?? Infinity) -
      others.reduce((sum, other) => sum + requested(other, resource), 0);
    if (requested(pod, resource) > free) failed.add(`insufficient-${resource}`);
  }
  if (others.length >= Number(node.status?.allocatable?.pods ?? Infinity)) failed.add("too-many-pods");
  return failed;
}

/** Taints that keep the pod away; those for cordoned nodes are told as cordoned. */
export function untolerated(pod: Pod, node: Node): string[] {
  const tolerations = pod.spec?.tolerations ?? [];
  return (node.spec?.taints ?? [])
    .filter(({ effect, key }) => effect !== "PreferNoSchedule" && key !== "node.kubernetes.io/unschedulable")
    .filter(
      (taint) =>
        !tolerations.some(
          ({ key, operator, value, effect }) =>
            (!effect || effect === taint.effect) &&
            (key === undefined || key === taint.key) &&
            (operator === "Exists" || (value ?? "") === (taint.value ?? "")),
        ),
    )
    .map(({ key, value, effect }) => `${key}${value ? `=${value}` : ""}:${effect}`);
}

/** Sum over containers; init containers run one after the other and count by their largest (kube-scheduler's rule). */
export function requested({ spec }: Pod, resource: "cpu" | "memory"): number {
  const of = (
    containers: typeof spec extends infer S
      ? NonNullable<NonNullable<S> extends { containers?: infer C } ? C : never>
      : never,
  ) =>
    containers.map(({ resources }) => quantity(resources?.requests?.[resource] ?? resources?.limits?.[resource]) ?? 0);
  const running = of(spec?.containers ?? []).reduce((sum, n) => sum + n, 0);
  return Math.max(running, ...of(spec?.initContainers ?? []));
}
