import { cite } from "../../cite.ts";
import { refOf } from "../../object-index.ts";
import { containersOf, lastTermination } from "../../pod.ts";
import { type Draft, look } from "../../rule.ts";
import type { Situation } from "../../situation.ts";
import { notReadySince, type Waiting, waitingContainers } from "../../trouble.ts";

/** What a message must say, and the waiting reasons (or StartError) it is said with. */
export interface StartPattern {
  reasons: RegExp;
  text: RegExp;
}

/** One draft for every container that cannot start and whose messages match; `title` gets the match. */
export function startDrafts(
  situation: Situation,
  { reasons, text }: StartPattern,
  title: (waiting: Waiting, match: RegExpExecArray) => string,
): Draft[] {
  return [...waitingContainers(situation), ...startErrors(situation)].flatMap((waiting) => {
    if (!reasons.test(waiting.reason)) return [];
    const [match] = waiting.texts.map((candidate) => text.exec(candidate)).filter((found) => found !== null);
    return match ? [draft(waiting, match.input, title(waiting, match))] : [];
  });
}

/** The runtime's own words are kept in how the container last ended: it waits in CrashLoopBackOff then. */
function startErrors(situation: Situation): Waiting[] {
  return situation.workloads.flatMap((workload) => {
    const failed = workload.pods
      .flatMap(containersOf)
      .filter(({ status }) => /^(?:StartError|ContainerCannotRun)$/.test(lastTermination(status)?.reason ?? ""));
    const [container] = failed;
    if (!container) return [];
    const { reason = "", message = "" } = lastTermination(container.status) ?? {};
    return [
      { workload, container, pods: failed.length, reason, texts: [message], since: notReadySince(container.pod) },
    ];
  });
}

export function draft({ workload, container, pods, reason, since }: Waiting, text: string, title: string): Draft {
  const { ref } = workload;
  return {
    object: ref,
    title,
    confidence: "high",
    since,
    severity: workload.pods.length > pods ? "warning" : "critical",
    evidence: [
      cite.object(refOf(container.pod), `${reason} of container ${container.spec.name} in ${pods} pods: ${text}`, {
        container: container.spec.name,
      }),
    ],
    next: [look("See what the pod says", `kubectl -n ${ref.namespace} describe pod ${container.pod.metadata.name}`)],
  };
}
