import { nearestName } from "../../graph/nearest-name.ts";
import { defineRule } from "../../rule.ts";
import { claimDraft } from "./claims.ts";
import { requestedVolumes } from "./requested-volume.ts";

export const requestedVolumeMissing = defineRule({
  code: "requested-volume-missing",
  family: "storage",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "The claim names the one volume that it wants, and there is no such volume.",
  needs: "A pending claim with volumeName, and the list of volumes.",
  remedy: "Create the volume, or recreate the claim without volumeName or with the right one.",
  disproof: "The volume exists.",
  *check(situation) {
    if (!situation.lists("PersistentVolume")) return;
    const names = situation.all("PersistentVolume").map(({ metadata }) => metadata.name);
    for (const requested of requestedVolumes(situation)) {
      if (requested.volume) continue;
      const nearest = nearestName(requested.name, names);
      const hint = nearest ? `; there is ${nearest}` : "";
      const { name } = requested.claim.metadata;
      yield claimDraft(requested, `claim ${name} names volume ${requested.name}, which does not exist${hint}`);
    }
  },
});
