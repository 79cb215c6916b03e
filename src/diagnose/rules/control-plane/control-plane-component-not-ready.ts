import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { containersOf, isCrashing, isFinished, isReady, isTerminating } from "../../situation/pod.ts";

const COMPONENTS = ["kube-apiserver", "etcd", "kube-scheduler", "kube-controller-manager", "cloud-controller-manager"];

export const controlPlaneComponentNotReady = defineRule({
  code: "control-plane-component-not-ready",
  family: "control-plane",
  role: "cause",
  dependent: true,
  outage: true,
  severity: "critical",
  specificity: 5,
  meaning: "A part of the control plane does not run on one of its nodes.",
  needs: "The mirrored static pod in kube-system that is not ready.",
  remedy: "Read its log on the node; look at its manifest's last change, certificates and disk.",
  disproof: "It was just started and becomes ready.",
  *check(situation) {
    for (const pod of situation.all("Pod", "kube-system")) {
      const component = pod.metadata.labels?.component;
      if (!component || !COMPONENTS.includes(component)) continue;
      if (isReady(pod) || isFinished(pod) || isTerminating(pod)) continue;
      const object = refOf(pod);
      const crashes = containersOf(pod).some((container) => isCrashing(container, situation.now));
      yield {
        object,
        title: `${component} on ${pod.spec?.nodeName ?? "its node"} ${crashes ? "keeps exiting" : "is not ready"}`,
        confidence: "high",
        since: pod.status?.conditions?.find(({ type }) => type === "Ready")?.lastTransitionTime ?? null,
        evidence: [cite.object(object, `pod ${object.name} is not ready: ${pod.status?.phase ?? ""}`)],
        next: [look("Read the end of its log", `kubectl -n kube-system logs ${object.name} --tail=100`)],
      };
    }
  },
});
