import { duration } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { nodeRef, refOf } from "../../situation/object-index.ts";
import { seeKubelet } from "./kubelet.ts";
import { boundAt, isSilent, startsOthers } from "./silent-pods.ts";

export const nodeStartsNoPods = defineRule({
  code: "node-starts-no-pods",
  family: "node",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 7,
  alerts: ["KubeletDown"],
  meaning: "Pods are bound to a node, and its kubelet says nothing of them: no container status, no event.",
  needs:
    "Pods bound for two minutes or more without a container status, a condition of the kubelet's or an event since.",
  remedy:
    "Look at the kubelet's log on that node; cordon the node and delete these pods, so that they start elsewhere.",
  disproof: "A pod that was bound to this node later runs.",
  *check(situation) {
    const silent = situation.all("Pod").filter((pod) => isSilent(situation, pod));
    for (const [name = "", pods] of Map.groupBy(silent, ({ spec }) => spec?.nodeName)) {
      const [pod] = pods;
      const node = nodeRef(situation, name);
      if (!node || !pod || startsOthers(situation, name, pods)) continue;
      const wait = duration(situation.now - Math.min(...pods.map((item) => boundAt(item) ?? situation.now)));
      yield {
        object: node,
        title: `node ${name} starts no pods: ${pods.length} bound for ${wait}, and its kubelet reports nothing`,
        confidence: pods.length > 1 ? "high" : "medium",
        since: new Date(boundAt(pod) ?? situation.now).toISOString(),
        affects: pods.map((item) => situation.ownerOf(item)),
        evidence: [
          cite.object(refOf(pod), `pod ${pod.metadata.name} is bound to ${name} and has no container status`),
          ...pods.slice(1, 3).map((item) => cite.object(refOf(item), `pod ${item.metadata.name} too`)),
        ],
        next: [look("See the node", `kubectl describe node ${name}`), seeKubelet(name)],
      };
    }
  },
});
