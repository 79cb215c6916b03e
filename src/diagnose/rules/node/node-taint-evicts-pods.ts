import type { Taint } from "../../../core/kubernetes/node.ts";
import { cite } from "../../cite.ts";
import { change, defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { taintEvictions } from "./taint-evictions.ts";

/** Set by the cluster itself on nodes in trouble, which have findings of their own. */
const AUTOMATIC = /^node(?:\.cloudprovider)?\.kubernetes\.io\//;

export const nodeTaintEvictsPods = defineRule({
  code: "node-taint-evicts-pods",
  family: "node",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "Somebody put a NoExecute taint on a node: pods without a toleration are evicted from it.",
  needs: "The taint, eviction events of pods, and workloads that lack pods since.",
  remedy: "Remove the taint, or give the pods a toleration.",
  disproof: "The pods run on other nodes.",
  *check(situation) {
    for (const node of situation.all("Node")) {
      const taint = (node.spec?.taints ?? []).find(({ key, effect }) => effect === "NoExecute" && !AUTOMATIC.test(key));
      if (!taint) continue;
      const evicted = taintEvictions(situation, node);
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
        next: [change("Remove the taint", `kubectl taint node ${name} ${removal(taint)}`)],
      };
    }
  },
});

function removal({ key, value, effect }: Taint): string {
  return `${key}${value ? `=${value}` : ""}:${effect}-`;
}
