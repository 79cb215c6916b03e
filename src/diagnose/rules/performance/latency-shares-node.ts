import { cite } from "../../cite.ts";
import { slowPlace } from "../../compare/slow-place.ts";
import { defineRule, look } from "../../rule.ts";
import { nodeRef } from "../../situation/object-index.ts";
import { someOf } from "../../some-of.ts";
import { evidenceOf, sufferingWorkloads } from "./suffering-workloads.ts";

export const latencySharesNode = defineRule({
  code: "latency-shares-node",
  family: "performance",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 6,
  meaning:
    "Several workloads that do not call each other became slow or fail, and most of them run on one node: its network delay or load is nearer than a fault in each.",
  needs:
    "Alerts or series of slow or failing requests to two workloads or more on one node that call none of the others, and workloads elsewhere that are well.",
  remedy: "See the node's network interface, latency to other nodes and load; move one of the workloads to decide.",
  disproof: "A workload stays slow after it is moved to another node.",
  *check(situation) {
    const suffering = sufferingWorkloads(situation);
    const place = slowPlace(situation, new Set(suffering.keys()));
    const object = place && nodeRef(situation, place.node);
    if (!place || !object) return;
    const { node, there, across, of, sparedElsewhere } = place;
    const names = someOf(there.map(({ ref }) => ref.name));
    const [first, ...more] = [...there, ...across].flatMap((workload) => evidenceOf(suffering, workload));
    if (!first) return;
    const counts = `${there.length} of ${of} workloads on ${node} are slow by themselves, ${across.length} elsewhere, where ${sparedElsewhere} are not`;
    yield {
      object,
      title: `network delay or load on node ${node}: ${names} run there, do not call each other and are slow or fail`,
      confidence: across.length === 0 ? "medium" : "low",
      affects: [...suffering.keys()].map(({ ref }) => ref),
      evidence: [first, ...more.slice(0, 3), cite.shown(object, "get pods -A -o wide", counts)],
      next: [
        look("See the node and its load", `kubectl describe node ${node}`),
        look("See where the pods run", "kubectl get pods -A -o wide"),
      ],
    };
  },
});
