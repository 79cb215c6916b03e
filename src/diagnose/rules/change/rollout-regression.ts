import { shortName } from "../../../core/object.ts";
import { clock } from "../../../core/time.ts";
import { toldDifferences } from "../../causes/told-differences.ts";
import { cite } from "../../cite.ts";
import { defineRule, look, undo } from "../../rule.ts";
import type { Rollout } from "../../situation/changes.ts";
import { failsAlone, isTelling, tableOf, troubleOf } from "./only-new-revision.ts";

/** Of what a rollout changed, so much fits a title; the evidence has more. */
const TITLE = { most: 1, width: 30 };
const RECENT_MS = 2 * 60 * 60_000;

export const rolloutRegression = defineRule({
  code: "rollout-regression",
  family: "change",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 3,
  meaning: "A workload got worse within minutes of a rollout, and nothing more precise explains it.",
  needs:
    "Two revisions that differ, and pods that are not ready or requests that are slow or fail since the later one.",
  remedy: "Undo the rollout, then look at what it changed.",
  disproof: "The old revision is as bad in the same minutes, or the trouble began before.",
  *check(situation) {
    for (const workload of situation.workloads) {
      const { ref } = workload;
      const [rollout] = situation.rollouts(ref);
      if (!rollout?.at || situation.now - rollout.at > RECENT_MS || !changesAnything(rollout)) continue;
      const trouble = troubleOf(situation, workload, rollout, rollout.at);
      if (!trouble) continue;
      const alone = failsAlone(situation, workload, rollout);
      const at = clock(rollout.at, situation.now);
      const told = `revision ${rollout.revision} of ${ref.name}, ${at}: ${toldDifferences(rollout.differences)}`;
      yield {
        object: ref,
        title: `${trouble.text} since revision ${rollout.revision} of ${ref.name} at ${at}: ${toldDifferences(rollout.differences, TITLE)}`,
        confidence: alone && isTelling(alone) ? "high" : "medium",
        affects: trouble.affects ?? [],
        since: new Date(rollout.at).toISOString(),
        evidence: [cite.rollout(rollout, told), trouble.evidence, ...(alone ? [tableOf(alone, ref)] : [])],
        next: [
          undo(rollout, "Undo the rollout"),
          look("Compare the revisions", `kubectl -n ${ref.namespace} rollout history ${shortName(ref)}`),
        ],
      };
    }
  },
});

/** A restart makes a revision, too, and changes nothing by itself. */
function changesAnything({ differences }: Rollout): boolean {
  return differences.some(({ path, to }) => !`${path} ${to}`.includes("kubectl.kubernetes.io/restartedAt"));
}
