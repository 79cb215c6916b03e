import type { Confidence, Step } from "../../../core/finding.ts";
import { type ObjectRef, shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { change, type Draft, defineRule, look, type Rule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import { failedPulls, type Pull } from "./pull-failure.ts";
import type { PullReason } from "./pull-reason.ts";

/** A rule about images that do not come, for one kind of reason. */
interface PullRule extends Pick<Rule, "code" | "meaning" | "remedy" | "disproof" | "dependent"> {
  reason: PullReason | readonly PullReason[];
  specificity?: number;
  confidence?: Confidence;
  title(pull: Pull): string;
  /** What a person would change, where it is not the workload. */
  object?(pull: Pull, situation: Situation): ObjectRef | undefined;
  next?(pull: Pull): readonly Step[];
}

export function pullRule({ reason, specificity = 8, title, object, confidence, next, ...told }: PullRule): Rule {
  return defineRule({
    ...told,
    specificity,
    family: "startup",
    role: "cause",
    severity: "critical",
    needs:
      "A container that waits for its image, and what the registry or the node answered, in its message or events.",
    check: (situation) =>
      failedPulls(situation)
        .filter(({ why }) => [reason].flat().includes(why))
        .map((pull) => ({
          ...draft(situation, pull, next?.(pull) ?? []),
          title: title(pull),
          object: object?.(pull, situation) ?? pull.workload.ref,
          confidence: confidence ?? "high",
        })),
  });
}

function draft(
  situation: Situation,
  pull: Pull,
  next: readonly Step[],
): Omit<Draft, "title" | "object" | "confidence"> {
  const { workload, container, pods, reason, text, image, since } = pull;
  const { ref } = workload;
  const [rollout] = situation.rollouts(ref);
  const edit = rollout?.differences.find(({ path }) => path.endsWith(`ontainers[${container.spec.name}].image`));
  return {
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
      ...(rollout && edit
        ? [
            change(
              "Go back to the image that worked",
              `kubectl -n ${ref.namespace} rollout undo ${shortName(ref)} --to-revision=${rollout.previous}`,
            ),
          ]
        : []),
      look("See what the kubelet says", `kubectl -n ${ref.namespace} describe pod ${container.pod.metadata.name}`),
    ].slice(0, 3),
  };
}
