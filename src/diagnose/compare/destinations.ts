import type { Pod } from "../../core/kubernetes/pod.ts";
import { callsIn } from "../graph/calls.ts";
import { type Link, linksIn, NOT_REACHED } from "../graph/links.ts";
import { isReady } from "../situation/pod.ts";
import type { Situation } from "../situation/situation.ts";
import type { WorkloadView } from "../situation/workload.ts";
import { type Contrast, type Sample, sharedPlace } from "./contrast.ts";
import { CUT_OFF, logs } from "./pod-state.ts";

/** A node whose ready pods nobody elsewhere reaches, while calls that end on other nodes are answered. */
export interface UnreachedNode {
  contrast: Contrast<Pod>;
  /** What is not reached. */
  workloads: readonly WorkloadView[];
  links: readonly Link[];
}

/** Few workloads run on one node alone: two of two there, none of three elsewhere is the least that counts. */
const MAX_CHANCE = 0.1;

/**
 * Each workload that is called and whose ready pods are on one node, so that it is known where its calls end. From several
 * nodes it is missed: with callers on one, the way out of theirs may be what is broken.
 */
export function unreachedNode(situation: Situation): UnreachedNode | undefined {
  const missed = linksIn(situation).filter(({ caller, peer }) => caller && peer.workload);
  const samples = called(situation).flatMap((workload): Sample<Pod>[] => {
    const links = missed.filter(({ peer }) => peer.workload === workload);
    const ready = workload.pods.filter(isReady);
    const [pod] = ready;
    const nodes = new Set(ready.map(({ spec }) => spec?.nodeName ?? ""));
    const failing = isMissed(links, situation);
    if (!pod || nodes.size !== 1 || (!failing && links.some(({ clue }) => NOT_REACHED.has(clue.class)))) return [];
    return [{ of: pod, failing, place: pod.spec?.nodeName }];
  });
  const contrast = sharedPlace(samples, MAX_CHANCE);
  if (!contrast) return undefined;
  const owners = contrast.failing.flatMap((pod) => situation.workload(situation.ownerOf(pod)) ?? []);
  return {
    contrast,
    workloads: owners,
    links: missed.filter(({ peer }) => peer.workload && owners.includes(peer.workload)),
  };
}

/** Workloads that somebody calls whose log would complain. */
function called(situation: Situation): readonly WorkloadView[] {
  const callees = callsIn(situation)
    .filter(({ caller }) => caller.pods.some((pod) => logs(pod, situation)))
    .map(({ callee }) => callee);
  return [...new Set(callees)];
}

function isMissed(links: readonly Link[], situation: Situation): boolean {
  const own = links.filter(({ clue }) => CUT_OFF.has(clue.class));
  const names = own.flatMap(({ clue }) => [...clue.pods].map((pod) => [clue.stream.namespace, pod] as const));
  const nodes = names.map(([namespace, pod]) => situation.find("Pod", namespace, pod)?.spec?.nodeName ?? "");
  return new Set(nodes).size > 1;
}
