import { shortName } from "../../../core/object.ts";
import { clock } from "../../../core/time.ts";
import { defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { outdatedCalls } from "./outdated-calls.ts";
import { citeStale, restart, seeWriter } from "./stale-draft.ts";
import { staleIn } from "./stale-settings.ts";

export const configurationNotLoaded = defineRule({
  code: "configuration-not-loaded",
  family: "change",
  role: "symptom",
  severity: "warning",
  tier: "noticed",
  specificity: 3,
  meaning:
    "Pods run with a configuration from before its last edit: variables and subPath mounts are read at the start only.",
  needs:
    "The time of the last write to a config map or secret, and containers that were started before it and read it at their start.",
  remedy: "Restart the workload, when the edit is meant for it.",
  disproof: "The edit changed nothing that the container reads.",
  *check(situation) {
    const told = new Set(outdatedCalls(situation).map(({ caller }) => caller));
    for (const workload of situation.workloads) {
      if (told.has(workload)) continue;
      const [stale, ...more] = staleIn(situation, workload);
      if (!stale) continue;
      const { ref } = workload;
      const { holder, edit, pods } = stale;
      const at = clock(edit.at, situation.now);
      yield {
        object: ref,
        title: `${pods.length} pod${pods.length === 1 ? "" : "s"} of ${ref.name} run with ${shortName(refOf(holder))} from before its edit at ${at}${more.length > 0 ? `, and ${more.length} more` : ""}`,
        confidence: "high",
        since: new Date(edit.at).toISOString(),
        evidence: citeStale(stale, ref, at),
        next: [seeWriter(stale, ref), restart(ref)],
      };
    }
  },
});
