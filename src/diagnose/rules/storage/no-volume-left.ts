import { cite } from "../../cite.ts";
import { defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { claimDraft, type Pending, pendingClaims, schedulerSays } from "./claims.ts";
import { nearVolumes, unusedVolumes } from "./near-volumes.ts";
import { classFor, isByHand } from "./storage-class.ts";

export const noVolumeLeft = defineRule({
  code: "no-volume-left",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The volumes of the claim's class are made by hand, and none is free.",
  needs: "A pending claim of a class without provisioner, or of no class on purpose, and the list of volumes.",
  remedy: "Make another volume, or use a class with a provisioner.",
  disproof: "A volume of the class is free.",
  *check(situation) {
    for (const pending of pendingClaims(situation)) {
      const { claim } = pending;
      const { spec = {}, metadata } = claim;
      const found = classFor(situation, spec);
      if (!isByHand(situation, spec) || spec.volumeName || !(situation.lists("PersistentVolume") || isTold(pending)))
        continue;
      const free = unusedVolumes(situation, claim).some(({ lacks }) => lacks.length === 0);
      if (free || nearVolumes(situation, claim).length > 0) continue;
      const kind = found ? `class ${found.metadata.name}, whose volumes are made by hand` : "no class";
      yield claimDraft(pending, `claim ${metadata.name} is of ${kind}, and no volume is free`, [
        ...(found
          ? [cite.object(refOf(found), `class ${found.metadata.name} has provisioner ${found.provisioner}`)]
          : []),
      ]);
    }
  },
});

const WORDS =
  /no persistent volumes available|kubernetes\.io\/no-provisioner|find available persistent volumes to bind/;

/** Controller or scheduler say that there is none. */
function isTold({ events, pods }: Pending): boolean {
  return [...events.map(({ message }) => message), ...pods.map(schedulerSays)].some((text) => WORDS.test(text));
}
