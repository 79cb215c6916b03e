import { cite } from "../../cite.ts";
import { defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { claimDraft, type Pending, pendingClaims, schedulerSays } from "./claims.ts";
import { commonLack, nearVolumes, unusedVolumes } from "./near-volumes.ts";
import { classFor, isByHand } from "./storage-class.ts";

export const noVolumeLeft = defineRule({
  code: "no-volume-left",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The volumes of the claim's class are created by hand, and none is free.",
  needs: "A pending claim of a class without provisioner, or with an empty class on purpose, and the list of volumes.",
  remedy: "Make another volume, or use a class with a provisioner.",
  disproof: "A volume of the class is free.",
  *check(situation) {
    for (const pending of pendingClaims(situation)) {
      const { claim } = pending;
      const { spec = {}, metadata } = claim;
      const found = classFor(situation, spec);
      const near = nearVolumes(situation, claim);
      const taken = commonLack(near) === "taken" ? near : [];
      const seen = situation.lists("PersistentVolume") || isTold(pending);
      if (taken.length === 0 && (!isByHand(situation, spec) || spec.volumeName || !seen || near.length > 0)) continue;
      if (unusedVolumes(situation, claim).some(({ lacks }) => lacks.length === 0)) continue;
      const made = found
        ? `uses class ${found.metadata.name}, whose volumes are created by hand`
        : "has no storage class";
      const kind =
        !found && spec.storageClassName ? `uses class ${spec.storageClassName}, which makes no volumes` : made;
      const nearest = taken.slice(0, 1).map(({ lacks: [lack] }) => `: ${lack?.text}`);
      yield claimDraft(pending, `claim ${metadata.name} ${kind}, and no volume is free${nearest}`, [
        ...taken.slice(0, 3).map(({ volume, lacks: [lack] }) => cite.object(refOf(volume), `volume ${lack?.text}`)),
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
