import type { Step } from "../../../core/finding.ts";
import { cite } from "../../cite.ts";
import { type Draft, look, undo } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import { ownRegistryDown } from "./own-registry.ts";
import type { Pull } from "./pull-failure.ts";

/** What is the same whatever the reason: the refusal, and the rollout that changed the image. */
export function pullDraft(
  situation: Situation,
  pull: Pull,
  next: readonly Step[],
): Omit<Draft, "title" | "object" | "confidence"> {
  const { workload, container, pods, reason, text, image, since } = pull;
  const { ref } = workload;
  const [rollout] = situation.rollouts(ref);
  const edit = rollout?.differences.find(({ path }) => path.endsWith(`ontainers[${container.spec.name}].image`));
  const restsOn = pull.why === "unreachable" || pull.why === "outage" ? ownRegistryDown(situation, pull) : undefined;
  return {
    ...(restsOn && { restsOn }),
    affects: [ref],
    since,
    severity: workload.pods.some(isReady) ? "warning" : "critical",
    evidence: [
      cite.object(refOf(container.pod), `${reason} in ${pods} pods: ${text}`, {
        image,
        container: container.spec.name,
      }),
      ...(rollout && edit
        ? [cite.rollout(rollout, `revision ${rollout.revision} changed the image from ${edit.from} to ${edit.to}`)]
        : []),
    ],
    next: [
      ...next,
      ...(rollout && edit ? [undo(rollout, "Go back to the image that worked")] : []),
      look("See what the kubelet says", `kubectl -n ${ref.namespace} describe pod ${container.pod.metadata.name}`),
    ].slice(0, 3),
  };
}
