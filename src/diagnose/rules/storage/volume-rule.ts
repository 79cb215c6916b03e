import type { Step } from "../../../core/finding.ts";
import { cite } from "../../cite.ts";
import { defineRule, look, type Rule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { isReady, notReadySince, placeOf } from "../../situation/pod.ts";
import { attacherDown } from "./driver.ts";
import { type VolumeFailure, volumeFailures } from "./volume-failure.ts";
import type { VolumeProblem } from "./volume-problem.ts";

interface VolumeRule extends Pick<Rule, "code" | "meaning" | "remedy" | "disproof" | "dependent"> {
  problem: VolumeProblem;
  /** 8 where the words leave no other reading, 7 where they only say that it failed. */
  specificity?: number;
  title(failure: VolumeFailure, name: string): string;
  next?(failure: VolumeFailure): readonly Step[];
}

/** A rule about pods that have a node and cannot get one of their volumes, for one kind of reason. */
export function volumeRule({ problem, specificity = 8, title, next, ...told }: VolumeRule): Rule {
  return defineRule({
    ...told,
    family: "storage",
    role: "cause",
    severity: "critical",
    specificity,
    needs: "A FailedMount or FailedAttachVolume event of a pod that has a node and no container yet.",
    *check(situation) {
      for (const failure of volumeFailures(situation)) {
        if (failure.problem !== problem) continue;
        const { workload, pod, pods, event, claim } = failure;
        const { namespace, name } = refOf(pod);
        const restsOn = problem === "attacher-silent" ? attacherDown(situation, failure.claim) : undefined;
        yield {
          object: workload.ref,
          ...(restsOn && { restsOn }),
          title: title(failure, nameOf(failure)),
          confidence: specificity > 7 ? "high" : "medium",
          since: notReadySince(pod),
          severity: workload.pods.some(isReady) ? "warning" : "critical",
          evidence: [
            cite.event(event),
            cite.object(refOf(pod), `${pods} pods of ${workload.ref.name} wait for it on ${placeOf(pod)}`),
            ...(claim ? [cite.object(refOf(claim), `it is the volume of claim ${claim.metadata.name}`)] : []),
          ],
          next: [
            ...(next?.(failure) ?? []),
            look("See what the pod says", `kubectl -n ${namespace} describe pod ${name}`),
          ],
        };
      }
    },
  });
}

function nameOf({ volume, claim }: VolumeFailure): string {
  if (claim) return `the volume of claim ${claim.metadata.name}`;
  return volume ? `volume ${volume}` : "a volume";
}
