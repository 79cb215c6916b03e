import type { Evidence } from "../../../core/evidence.ts";
import type { Step } from "../../../core/finding.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { type Draft, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import type { NodeFit } from "./node-fit.ts";
import type { Requirement } from "./requirement.ts";
import type { Unschedulable } from "./unschedulable.ts";

/** Nodes that are shown one by one. */
const SHOWN = 4;

/** What is the same whatever the requirement: what the scheduler says, and what the nodes that decide lack. */
export function scheduleDraft(stuck: Unschedulable, title: string, object?: ObjectRef, next?: readonly Step[]): Draft {
  const { workload, pod, pods, message, since, sure } = stuck;
  const ruledOut = stuck.standing.slice(0, SHOWN).map(({ fit: { node }, why }) => ({
    object: refOf(node),
    said: `not because of node ${node.metadata.name}, which ${why}`,
  }));
  return {
    object: object ?? workload.ref,
    affects: [workload.ref],
    title,
    confidence: sure ? "high" : "medium",
    since,
    severity: workload.pods.some(isReady) ? "warning" : "critical",
    evidence: [
      cite.object(refOf(pod), `${pods} pods of ${workload.ref.name} find no node: ${message}`, {}, since),
      ...stuck.fits.slice(0, SHOWN).flatMap(lackEvidence),
      ...ruledOut.slice(0, 1).map(({ object, said }) => cite.object(object, said)),
    ],
    ruledOut,
    next: next ?? [look("Compare with what the nodes offer", "kubectl describe nodes")],
  };
}

/** What a node lacks, each part by the command that shows it. */
function lackEvidence({ node, lacks, unlabelled }: NodeFit): Evidence[] {
  const object = refOf(node);
  const ofLabel = (requirement: Requirement) => unlabelled !== undefined && requirement === "topology-spread";
  const rest = [...lacks].filter(([requirement]) => !ofLabel(requirement));
  const parts = Map.groupBy(rest, ([requirement]) => shownBy(requirement, object.name));
  return [
    ...(unlabelled === undefined
      ? []
      : [cite.unlabelled(object, unlabelled, `node ${object.name} ${lacks.get("topology-spread")}`)]),
    ...[...parts].map(([command, some]) =>
      cite.shown(object, command, `node ${object.name} ${some.map(([, text]) => text).join(", ")}`),
    ),
  ];
}

function shownBy(requirement: Requirement, node: string): string {
  switch (requirement) {
    case "host-port":
      return `get pods -A -o yaml --field-selector spec.nodeName=${node}`;
    case "too-many-pods":
      return `get pods -A -o wide --field-selector spec.nodeName=${node}`;
    case "pod-affinity":
    case "pod-anti-affinity":
    case "topology-spread":
      return "get pods -A -o wide --show-labels";
    case "insufficient-cpu":
    case "insufficient-memory":
    case "insufficient-resource":
      return `describe node ${node}`;
    case "volume-node-affinity":
      return "get pv -o yaml";
    default:
      return `get node/${node} -o yaml`;
  }
}

/** The names of the nodes that decide, for a title. */
export function nodeNames({ fits }: Unschedulable): string[] {
  return fits.map(({ node }) => node.metadata.name).sort();
}
