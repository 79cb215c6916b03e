import type { Node, Taint } from "../../../core/kubernetes.ts";
import { keyOf } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { change, defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";

/** Set by the cluster itself on nodes in trouble, which have findings of their own. */
const AUTOMATIC = /^node(?:\.cloudprovider)?\.kubernetes\.io\//;

export const nodeTaintEvictsPods = defineRule({
  code: "node-taint-evicts-pods",
  family: "node",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "Someone put a taint with effect NoExecute on a node: pods without a toleration are removed from it.",
  needs: "The taint, eviction events of pods, and workloads that lack pods since.",
  remedy: "Take the taint away, or give the pods a toleration.",
  disproof: "The pods run on other nodes.",
  *check(situation) {
    for (const node of situation.all("Node")) {
      const taint = (node.spec?.taints ?? []).find(({ key, effect }) => effect === "NoExecute" && !AUTOMATIC.test(key));
      if (!taint) continue;
      const evicted = evictions(situation, node);
      const [first] = evicted;
      if (!first) continue;
      const text = `${taint.key}${taint.value ? `=${taint.value}` : ""}:NoExecute`;
      const { name } = node.metadata;
      yield {
        object: refOf(node),
        title: `taint ${text} on node ${name} removes the pods of ${first.owner.ref.name}`,
        confidence: "high",
        since: taint.timeAdded ?? new Date(first.event.first).toISOString(),
        affects: evicted.map(({ owner }) => owner.ref),
        evidence: [
          cite.object(refOf(node), `node ${name} has taint ${text}`, {}, taint.timeAdded ?? null),
          ...evicted.slice(0, 5).map(({ event }) => cite.event(event)),
        ],
        next: [change("Take the taint away", `kubectl taint node ${name} ${removal(taint)}`)],
      };
    }
  },
});

/** Pods that the taint manager removed, of workloads that have fewer than they want since. */
function evictions(situation: Situation, { metadata }: Node) {
  return situation.events.all
    .filter(({ reason, object }) => reason === "TaintManagerEviction" && object.kind === "Pod")
    .flatMap((event) => {
      const owner = situation.workloads.find(
        ({ allPods, ref }) =>
          ref.namespace === event.object.namespace &&
          (allPods.some((pod) => keyOf(refOf(pod)) === keyOf(event.object)) ||
            event.object.name.startsWith(`${ref.name}-`)),
      );
      const placed = owner?.pods.filter(({ spec }) => spec?.nodeName && spec.nodeName !== metadata.name).length ?? 0;
      return owner && placed < (owner.desired ?? 1) ? [{ event, owner }] : [];
    });
}

function removal({ key, value, effect }: Taint): string {
  return `${key}${value ? `=${value}` : ""}:${effect}-`;
}
