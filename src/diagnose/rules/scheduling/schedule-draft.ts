import type { Step } from "../../../core/finding.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { type Draft, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import type { Unschedulable } from "./unschedulable.ts";

/** Nodes that are shown one by one. */
const SHOWN = 4;

/** What is the same whatever the requirement: what the scheduler says, and what the nodes that decide lack. */
export function scheduleDraft(stuck: Unschedulable, title: string, object?: ObjectRef, next?: readonly Step[]): Draft {
  const { workload, pod, pods, message, since, sure } = stuck;
  return {
    object: object ?? workload.ref,
    affects: [workload.ref],
    title,
    confidence: sure ? "high" : "medium",
    since,
    severity: workload.pods.some(isReady) ? "warning" : "critical",
    evidence: [
      cite.object(refOf(pod), `${pods} pods of ${workload.ref.name} find no node: ${message}`, {}, since),
      ...stuck.fits.slice(0, SHOWN).map(({ node, lacks }) => {
        const { name } = node.metadata;
        return cite.object(refOf(node), `node ${name} ${[...lacks.values()].join(", ")}`);
      }),
      ...stuck.standing
        .slice(0, 1)
        .map(({ fit: { node }, why }) =>
          cite.object(refOf(node), `not because of node ${node.metadata.name}, which ${why}`),
        ),
    ],
    next: next ?? [look("Compare with what the nodes offer", "kubectl describe nodes")],
  };
}

/** The names of the nodes that decide, for a title. */
export function nodeNames({ fits }: Unschedulable): string[] {
  return fits.map(({ node }) => node.metadata.name).sort();
}
