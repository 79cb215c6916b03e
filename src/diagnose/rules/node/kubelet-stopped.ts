import type { Node } from "../../../core/kubernetes/node.ts";
import { defineRule, look } from "../../rule.ts";
import { leaseEvidence, staleLease } from "../../situation/lease.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { conditionDraft, nodesWith } from "./condition.ts";
import { heardOf, seeKubelet } from "./kubelet.ts";

export const kubeletStopped = defineRule({
  code: "kubelet-stopped",
  family: "node",
  role: "cause",
  severity: "critical",
  specificity: 9,
  alerts: ["KubeNodeNotReady", "KubeletDown"],
  meaning: "A node no longer reports: its kubelet, the machine or the way to the API server is down.",
  needs: "Condition Ready of the node that is Unknown, or its lease that was not renewed while others were.",
  remedy: "Bring back the machine or its kubelet; if it stays away, drain the node and delete it.",
  disproof: "The node renews its lease.",
  *check(situation) {
    for (const bad of nodesWith(situation, "Ready", "Unknown")) {
      const { name } = bad.node.metadata;
      const lease = staleLease(situation, bad.node);
      const draft = conditionDraft(
        situation,
        bad,
        bad.condition.reason === "NodeStatusNeverUpdated"
          ? `node ${name} never reported: its kubelet did not start`
          : `node ${name} stopped reporting: its kubelet or the machine is down`,
      );
      yield {
        ...draft,
        next: [...(draft.next ?? []), seeKubelet(name)],
        evidence: [...draft.evidence, ...(lease ? [leaseEvidence(lease)] : [])],
      };
    }
    for (const node of situation.all("Node")) yield* silently(situation, node);
  },
});

/** Still marked Ready, because the controller that would change this is gone or has not come to it. */
function* silently(situation: Situation, node: Node) {
  const lease = staleLease(situation, node);
  const ready = node.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True");
  if (!lease || !ready || heardOf(situation, node)) return;
  const { name } = node.metadata;
  yield {
    object: refOf(node),
    title: `node ${name} has not renewed its lease for ${lease.late}, though it is still marked ready`,
    confidence: "medium" as const,
    since: lease.renewed,
    evidence: [leaseEvidence(lease)] as const,
    next: [look("See the node", `kubectl describe node ${name}`), seeKubelet(name)],
  };
}
