import { duration, timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { median } from "../../metrics/shift.ts";
import { change, defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";

/** Kubelets renew their leases every 10 s; certificates and tokens begin to fail at a minute. */
const SKEW_MS = 60_000;

export const nodeClockSkewed = defineRule({
  code: "node-clock-skewed",
  family: "node",
  role: "cause",
  severity: "warning",
  specificity: 8,
  alerts: ["NodeClockSkewDetected"],
  meaning: "The clock of a node is ahead of all others: tokens, certificates and leases fail there.",
  needs: "Leases of at least three nodes: one was renewed later than now, as the others count.",
  remedy: "Repair time synchronisation on the node.",
  disproof: "The lease was written by something else than the node's kubelet.",
  *check(situation) {
    const leases = situation.all("Lease", "kube-node-lease").flatMap((lease) => {
      const renewed = timeOf(lease.spec?.renewTime);
      return renewed === undefined ? [] : [{ lease, renewed }];
    });
    if (leases.length < 3) return;
    const now = Math.max(situation.now, median(leases.map(({ renewed }) => renewed)));
    for (const { lease, renewed } of leases) {
      const node = situation.find("Node", "", lease.metadata.name);
      if (!node || renewed - now < SKEW_MS) continue;
      const ahead = duration(renewed - now);
      yield {
        object: refOf(node),
        title: `the clock of node ${node.metadata.name} is ${ahead} ahead of the others`,
        confidence: "medium",
        since: null,
        evidence: [cite.object(refOf(lease), `lease of node ${node.metadata.name} was renewed ${ahead} after now`)],
        next: [
          look("Compare the renewals of the leases", "kubectl -n kube-node-lease get leases -o yaml"),
          change(
            "Read its clock from a debug pod (any image with a shell will do); delete the pod afterwards",
            `kubectl debug node/${node.metadata.name} -it --image=busybox:1.37 -- date -u`,
          ),
        ],
      };
    }
  },
});
