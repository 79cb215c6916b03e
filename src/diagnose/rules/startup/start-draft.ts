import type { Step } from "../../../core/finding.ts";
import { cite } from "../../cite.ts";
import { type Draft, look, undo } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { StartFailure } from "./start-failure.ts";

/** What is the same whatever the problem: what the container says, and what the last rollout changed in it. */
export function startDraft(
  situation: Situation,
  { workload, container, pods, reason, text, since }: StartFailure,
  title: string,
  next: readonly Step[] = [],
): Draft {
  const { ref } = workload;
  const [rollout] = situation.rollouts(ref);
  const edits = rollout?.differences.filter(({ path }) => path.includes(`ontainers[${container.spec.name}].`)) ?? [];
  return {
    object: ref,
    title,
    confidence: "high",
    since,
    severity: workload.pods.some(isReady) ? "warning" : "critical",
    evidence: [
      cite.object(
        refOf(container.pod),
        `${reason} of ${container.init ? "init container" : "container"} ${container.spec.name} in ${pods} pods: ${text}`,
        { container: container.spec.name },
      ),
      ...(rollout
        ? edits
            .slice(0, 2)
            .map(({ path, from, to }) =>
              cite.rollout(
                rollout,
                `revision ${rollout.revision} changed ${path}: ${from ?? "nothing"} → ${to ?? "nothing"}`,
              ),
            )
        : []),
    ],
    next: [
      ...next,
      ...(rollout && edits.length > 0 ? [undo(rollout, "Undo the rollout that changed it")] : []),
      look("See what the pod says", `kubectl -n ${ref.namespace} describe pod ${container.pod.metadata.name}`),
    ],
  };
}
