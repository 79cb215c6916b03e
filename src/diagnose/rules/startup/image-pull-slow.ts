import { duration } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import { waitingContainers } from "../../situation/trouble.ts";

/** Longer than most images take. */
const SLOW_MS = 5 * 60_000;

export const imagePullSlow = defineRule({
  code: "image-pull-slow",
  family: "startup",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 5,
  meaning: "An image pull has taken minutes: the image is large, or the connection to the registry is slow.",
  needs: "Event Pulling of a pod that is being created, more than five minutes old, without Pulled or Failed since.",
  remedy: "See the size of the image and the traffic of the node; pull from nearby.",
  disproof: "The image is on the node, and the container still does not start.",
  *check(situation) {
    for (const { workload, container, reason, since } of waitingContainers(situation)) {
      if (reason !== "ContainerCreating" && reason !== "PodInitializing") continue;
      const last = situation.events
        .of(refOf(container.pod))
        .find(({ reason }) => ["Pulling", "Pulled", "Failed"].includes(reason));
      if (last?.reason !== "Pulling" || situation.now - last.at < SLOW_MS) continue;
      const { ref, pods } = workload;
      yield {
        object: ref,
        title: `the image pull of ${ref.name} has taken ${duration(situation.now - last.at)}`,
        confidence: "medium",
        since,
        severity: pods.some(isReady) ? "warning" : "critical",
        evidence: [cite.event(last)],
        next: [
          look(
            "See whether it has been pulled",
            `kubectl -n ${ref.namespace} describe pod ${container.pod.metadata.name}`,
          ),
        ],
      };
    }
  },
});
