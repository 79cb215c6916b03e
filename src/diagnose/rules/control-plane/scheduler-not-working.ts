import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { leaseEvidence, staleLeader } from "../../situation/lease.ts";
import { refOf } from "../../situation/object-index.ts";
import { componentRef } from "./component.ts";
import { isIgnored, isStatic, made } from "./ignored-pods.ts";

export const schedulerNotWorking = defineRule({
  code: "scheduler-not-working",
  family: "control-plane",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 9,
  alerts: ["KubeSchedulerDown"],
  meaning: "The scheduler does nothing: new pods get neither a node nor a reason.",
  needs: "Pods pending for a minute without node, PodScheduled condition or event; its lease says so as well.",
  remedy: "Look at the scheduler's pod and log on the control-plane node; start it again.",
  disproof: "Pods that were made later have a node.",
  *check(situation) {
    const ignored = situation.all("Pod").filter((pod) => isIgnored(situation, pod));
    const [oldest] = ignored.toSorted((a, b) => made(a) - made(b));
    if (!oldest) return;
    const lease = staleLeader(situation, "kube-scheduler");
    const later = situation.all("Pod").some((pod) => pod.spec?.nodeName && made(pod) > made(oldest) && !isStatic(pod));
    if (later && !lease) return;
    const object = refOf(oldest);
    const named = {
      apiVersion: "coordination.k8s.io/v1",
      kind: "Lease",
      namespace: "kube-system",
      name: "kube-scheduler",
    };
    const scheduler = componentRef(situation, "kube-scheduler", lease?.object ?? named);
    yield {
      object: situation.has(scheduler) ? scheduler : object,
      title: `the scheduler is not working: ${ignored.length} pods wait and it reports nothing`,
      confidence: lease ? "high" : "medium",
      since: lease?.renewed ?? oldest.metadata.creationTimestamp ?? null,
      affects: ignored.map((pod) => situation.ownerOf(pod)),
      evidence: [
        cite.object(
          object,
          `pod ${object.name} was created ${oldest.metadata.creationTimestamp} and has no node, no condition and no event`,
        ),
        ...(lease ? [leaseEvidence(lease)] : []),
      ],
      next: [look("See the scheduler", "kubectl -n kube-system get pods -l component=kube-scheduler -o wide")],
    };
  },
});
