import type { Evidence } from "../../../core/evidence.ts";
import { type ObjectRef, shortName } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { type Draft, look, undo } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";
import type { ProbeFailure } from "./probe-failure.ts";
import { probeText } from "./probe-target.ts";

/** The parts of a finding about a probe that are the same whatever is wrong with it. */
export function probeDraft(
  situation: Situation,
  failure: ProbeFailure,
  title: string,
  more: readonly Evidence[] = [],
): Draft {
  const { workload, container, kind, probe, event, pods } = failure;
  const { ref } = workload;
  const edit = probeEdit(situation, ref, container.spec.name, kind);
  const status = cite.object(
    refOf(container.pod),
    `${kind} probe of container ${container.spec.name} (${probeText(probe)}): ${pods} of ${workload.pods.length} pods affected, ${container.status?.restartCount ?? 0} restarts`,
    { probe },
  );
  return {
    object: ref,
    title,
    confidence: event ? "high" : "medium",
    since: edit?.at ?? (event?.first ? new Date(event.first).toISOString() : null),
    severity: workload.pods.some(isReady) ? "warning" : "critical",
    evidence: [status, ...(event ? [cite.event(event)] : []), ...(edit ? [edit.evidence] : []), ...more],
    next: [
      ...(edit ? [undo(edit.rollout, "Undo the rollout that changed the probe")] : []),
      look("See the probe as it is", `kubectl -n ${ref.namespace} get ${shortName(ref)} -o yaml`),
    ],
  };
}

/** The rollout, if any, that changed this probe. */
function probeEdit(situation: Situation, ref: ObjectRef, container: string, kind: string) {
  for (const rollout of situation.rollouts(ref)) {
    const edits = rollout.differences.filter(({ path }) => path.startsWith(`containers[${container}].${kind}Probe`));
    if (edits.length === 0) continue;
    const text = edits
      .map(({ path, from, to }) => `${path.split("].")[1]}: ${from ?? "nothing"} → ${to ?? "nothing"}`)
      .join("; ");
    return {
      rollout,
      at: rollout.at ? new Date(rollout.at).toISOString() : undefined,
      evidence: cite.rollout(rollout, `revision ${rollout.revision} changed ${text}`),
    };
  }
  return undefined;
}
