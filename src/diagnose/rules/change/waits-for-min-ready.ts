import { shortName } from "../../../core/object.ts";
import { duration } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { readySince } from "../../situation/pod.ts";

/** A wait of up to a minute is how rollouts are made safe. */
const USUAL_S = 60;

export const waitsForMinReady = defineRule({
  code: "waits-for-min-ready",
  family: "change",
  role: "cause",
  severity: "warning",
  tier: "noticed",
  specificity: 5,
  meaning: "Pods are ready but count as available only after minReadySeconds, so a rollout pauses for that long.",
  needs: "minReadySeconds above a minute, and pods that are ready for less than that.",
  remedy: "Wait; lower minReadySeconds when it is more than the rollout's deadline.",
  disproof: "The new pods become unready and start to count again.",
  *check(situation) {
    for (const { ref, object, pods } of situation.workloads) {
      const wait = object?.spec?.minReadySeconds ?? 0;
      const waiting = pods.filter((pod) => {
        const since = readySince(pod);
        return since !== undefined && situation.now - since < wait * 1000;
      });
      const [first] = waiting;
      if (wait <= USUAL_S || !first) continue;
      const latest = waiting.reduce((a, b) => ((readySince(b) ?? 0) > (readySince(a) ?? 0) ? b : a), first);
      const since = readySince(latest) ?? 0;
      const left = duration(since + wait * 1000 - situation.now);
      const deadline = object?.spec?.progressDeadlineSeconds ?? 600;
      yield {
        object: ref,
        title: `${waiting.length} ready pods of ${ref.name} count as available only after minReadySeconds ${wait}, in ${left}${wait >= deadline && ref.kind === "Deployment" ? `; the rollout's deadline is ${deadline} s` : ""}`,
        confidence: "high",
        since: new Date(since).toISOString(),
        evidence: [
          cite.object(ref, `minReadySeconds is ${wait}`),
          cite.object(refOf(latest), `pod ${latest.metadata.name} is ready since ${new Date(since).toISOString()}`),
        ],
        next: [look("See where it stands", `kubectl -n ${ref.namespace} get ${shortName(ref)} -o wide`)],
      };
    }
  },
});
