import type { Step } from "../../../core/finding.ts";
import { shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { change, type Draft, defineRule, look, type Rule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import { type StartFailure, startFailures } from "./start-failure.ts";
import type { StartProblem } from "./start-problem.ts";

/** A rule about containers that have their image and do not get to run. */
interface StartRule extends Pick<Rule, "code" | "meaning" | "remedy" | "disproof" | "dependent"> {
  problem: StartProblem;
  specificity?: number;
  title(failure: StartFailure): string;
  next?(failure: StartFailure): readonly Step[];
}

export function startRule({ problem, specificity = 8, title, next, ...told }: StartRule): Rule {
  return defineRule({
    ...told,
    specificity,
    family: "startup",
    role: "cause",
    severity: "critical",
    needs: "The container's waiting or termination message, or the kubelet's event about it.",
    check: (situation) =>
      startFailures(situation)
        .filter((failure) => failure.problem === problem)
        .map((failure) => startDraft(situation, failure, title(failure), next?.(failure))),
  });
}

export function startDraft(
  situation: Situation,
  { workload, container, pods, reason, text, since }: StartFailure,
  title: string,
  next: readonly Step[] = [],
): Draft {
  const { ref } = workload;
  const [rollout] = situation.rollouts(ref);
  const edits = rollout?.differences.filter(({ path }) => path.includes(`ontainers[${container.spec.name}].`)) ?? [];
  const undo = `kubectl -n ${ref.namespace} rollout undo ${shortName(ref)} --to-revision=${rollout?.previous}`;
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
      ...(edits.length > 0 ? [change("Undo the rollout that changed it", undo)] : []),
      look("See what the pod says", `kubectl -n ${ref.namespace} describe pod ${container.pod.metadata.name}`),
    ],
  };
}
