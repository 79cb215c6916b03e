import type { Pod } from "../../core/kubernetes/pod.ts";
import { keyOf } from "../../core/object.ts";
import { once } from "../../core/once.ts";
import type { Situation } from "../situation/situation.ts";
import type { WorkloadView } from "../situation/workload.ts";
import { type Contrast, type Sample, sharedPlace } from "./contrast.ts";
import { type UnreachedNode, unreachedNode } from "./destinations.ts";
import { nodeWarning } from "./node-warning.ts";
import { logs, type PodState, podStates } from "./pod-state.ts";
import { sharesRevision } from "./revision.ts";

/** A node, or a zone, that everything that fails has in common while the same programs work elsewhere. */
export interface FaultyPlace {
  kind: "node" | "zone";
  contrast: Contrast<Pod>;
  nodes: readonly string[];
  states: ReadonlySet<PodState>;
  workloads: readonly WorkloadView[];
}

/** So rarely does chance put failing pods together, among all pods, */
const MAX_CHANCE = 0.05;
/** and among those of the workloads that fail: what else runs there may not use what is broken. */
const MAX_CHANCE_WITHIN = 0.02;
/** The same where something warns of that very node: two signs that need not be rare each. */
const MAX_CHANCE_WARNED = 0.2;
/** One workload that fails in one place has a bad replica. */
const MIN_WORKLOADS = 2;
/** Without a replica elsewhere that works, so many must fail in the same way. */
const MIN_ALIKE = 3;

/** What can be seen of a pod's state, and what only its log tells: a pod without a log says nothing of the ways to others. */
const WAYS: readonly ReadonlySet<PodState>[] = [
  new Set(["ends", "unanswered", "unready", "disk"]),
  new Set(["cut-off"]),
  new Set(["off-time"]),
];

export const faultyPlaces = once((situation: Situation): readonly FaultyPlace[] => {
  const found = WAYS.flatMap((failing) => {
    const pods = comparable(situation, failing);
    return placeOf(situation, pods, failing, "node") ?? placeOf(situation, pods, failing, "zone") ?? [];
  });
  const unreached = unreachedNode(situation);
  const all = [...(unreached ? [placeWith(unreached)] : []), ...found];
  return [...new Map(all.map((item) => [item.contrast.place, item])).values()];
});

function placeWith({ contrast, workloads }: UnreachedNode): FaultyPlace {
  return { kind: "node", contrast, workloads, nodes: [contrast.place], states: new Set(["unreached"]) };
}

/** Pods with networks of their own that fail in this way or work. Where a new revision fails, the place does not matter. */
function comparable(situation: Situation, failing: ReadonlySet<PodState>): Pod[] {
  const states = podStates(situation);
  const byLog = failing.has("cut-off") || failing.has("off-time");
  return situation.workloads.flatMap(({ pods }) => {
    const own = pods.filter(({ spec }) => !spec?.hostNetwork);
    const bad = own.filter((pod) => failing.has(states.get(pod) ?? "other"));
    const good = own.filter((pod) => states.get(pod) === "works" && (!byLog || logs(pod, situation)));
    return sharesRevision(bad, good) ? [] : [...bad, ...good];
  });
}

function placeOf(
  situation: Situation,
  pods: readonly Pod[],
  failing: ReadonlySet<PodState>,
  kind: FaultyPlace["kind"],
): FaultyPlace | undefined {
  const states = podStates(situation);
  const samples = pods.map((pod): Sample<Pod> => {
    const node = pod.spec?.nodeName ?? "";
    const place = kind === "node" ? node : zoneOf(situation, node);
    return { of: pod, failing: failing.has(states.get(pod) ?? "other"), place };
  });
  const owner = (pod: Pod) => keyOf(situation.ownerOf(pod));
  const owners = new Set(samples.flatMap(({ of, failing }) => (failing ? [owner(of)] : [])));
  const own = samples.filter(({ of }) => owners.has(owner(of)));
  const contrast =
    sharedPlace(samples, MAX_CHANCE) ??
    sharedPlace(own, MAX_CHANCE_WITHIN) ??
    (kind === "node" ? withWarning(sharedPlace(own, MAX_CHANCE_WARNED), situation) : undefined);
  if (!contrast) return undefined;
  const spared = contrast.workingElsewhere.filter((pod) => owners.has(owner(pod)));
  const seen = new Set(contrast.failing.flatMap((pod) => states.get(pod) ?? []));
  const alike = owners.size >= MIN_ALIKE && seen.size === 1 && !seen.has("ends") && !seen.has("unready");
  if (owners.size < MIN_WORKLOADS || (spared.length === 0 && !alike)) return undefined;
  const nodes = [...new Set(contrast.failing.map(({ spec }) => spec?.nodeName ?? ""))].sort();
  const workloads = situation.workloads.filter(({ ref }) => owners.has(keyOf(ref)));
  return { kind, contrast, nodes, states: seen, workloads };
}

function withWarning(contrast: Contrast<Pod> | undefined, situation: Situation): Contrast<Pod> | undefined {
  return contrast && nodeWarning(situation, contrast.place) ? contrast : undefined;
}

function zoneOf(situation: Situation, node: string): string | undefined {
  return situation.find("Node", "", node)?.metadata.labels?.["topology.kubernetes.io/zone"];
}
