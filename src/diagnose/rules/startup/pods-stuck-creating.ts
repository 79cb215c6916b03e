import { duration, timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import { waitingContainers } from "../../situation/trouble.ts";

/** Volumes are waited for this long in one go (kubelet, 2m3s), and then again. */
const LONG_MS = 3 * 60_000;

export const podsStuckCreating = defineRule({
  code: "pods-stuck-creating",
  family: "startup",
  role: "symptom",
  severity: "critical",
  specificity: 2,
  alerts: ["KubeContainerWaiting"],
  meaning: "Pods have a node but their containers are not created.",
  needs: "Containers that wait in ContainerCreating for minutes.",
  remedy: "Look at volumes, then the sandbox and network, then the image; without any event at the kubelet.",
  disproof: "The containers have started since.",
  *check(situation) {
    for (const { workload, container, reason, since, pods } of waitingContainers(situation)) {
      const waited = situation.now - (timeOf(since) ?? situation.now);
      if (reason !== "ContainerCreating" || container.init || waited < LONG_MS) continue;
      const { ref } = workload;
      const pod = refOf(container.pod);
      const nodeName = container.pod.spec?.nodeName;
      const told = situation.events.of(pod).find(({ type }) => type === "Warning");
      yield {
        object: ref,
        title: `${pods} pods of ${ref.name} have waited in ContainerCreating for ${duration(waited)}`,
        confidence: "high",
        since,
        severity: workload.pods.some(isReady) ? "warning" : "critical",
        evidence: [
          cite.object(pod, `container ${container.spec.name} of pod ${pod.name} waits in ContainerCreating`, {}, since),
          ...(told ? [cite.event(told)] : []),
        ],
        next: [
          look("See the events of the pod", `kubectl -n ${ref.namespace} describe pod ${pod.name}`),
          ...(nodeName ? [look("See how its node is", `kubectl describe node ${nodeName}`)] : []),
        ],
      };
    }
  },
});
