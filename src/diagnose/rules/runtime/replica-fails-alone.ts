import { cite } from "../../cite.ts";
import { isNewest, loneReplicas } from "../../compare/lone-replica.ts";
import { singularOf } from "../../compare/state-text.ts";
import { change, defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { notReadySince, placeOf } from "../../situation/pod.ts";

export const replicaFailsAlone = defineRule({
  code: "replica-fails-alone",
  family: "runtime",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 6,
  meaning:
    "One pod of a workload fails while its siblings of the same revision work: template, image and what it calls are not the cause.",
  needs:
    "Three pods or more of one revision, of which one alone ends, does not get ready, is cut off, or is the one that all complaints name.",
  remedy: "Delete the pod to get through; then look at what it alone has: its node, its volume, its shard, its age.",
  disproof: "A sibling fails in the same way a little later.",
  *check(situation) {
    for (const lone of loneReplicas(situation)) {
      const { workload, pod, state, siblings } = lone;
      const ref = refOf(pod);
      const { name, namespace } = ref;
      const others = siblings.map(refOf);
      const [first] = others;
      if (!first) continue;
      const ending = singularOf(state);
      yield {
        object: ref,
        title: `only pod ${name} ${ending}; its ${siblings.length} siblings of the same revision work`,
        confidence: isNewest(lone) ? "medium" : "high",
        since: state === "cut-off" || state === "unreached" ? null : notReadySince(pod),
        affects: [workload.ref],
        evidence: [
          cite.object(ref, `pod ${name} on ${placeOf(pod)} ${ending}`),
          cite.objects([first, ...others.slice(1)], workload.ref, `1 of ${siblings.length + 1} pods ${ending}`),
        ],
        next: [
          look("See what the pod says", `kubectl -n ${namespace} describe pod ${name}`),
          change("Let it be replaced", `kubectl -n ${namespace} delete pod ${name}`),
        ],
      };
    }
  },
});
