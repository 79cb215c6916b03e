import { defineRule, look } from "../../rule.ts";
import { claimOf } from "./claim.ts";
import { levelDrafts } from "./level.ts";

export const volumeOutOfInodes = defineRule({
  code: "volume-out-of-inodes",
  family: "performance",
  role: "cause",
  severity: "critical",
  specificity: 8,
  alerts: ["KubePersistentVolumeInodesFillingUp"],
  meaning: "A volume has no inodes left: no file can be created although bytes are free.",
  needs: "Series of the volume's inodes: all but three hundredths used.",
  remedy: "Remove the many small files, or move to a file system with more inodes.",
  disproof: "Files can be made on it.",
  check: (situation) =>
    levelDrafts(situation, "volume-inodes-used-ratio", 0.97, ({ measure: { series }, told }) => {
      const claim = claimOf(situation, series.labels);
      return claim
        ? {
            object: claim,
            title: `volume ${claim.name} has no inodes left: ${told} are used`,
            next: [look("See the claim", `kubectl -n ${claim.namespace} describe pvc ${claim.name}`)],
          }
        : undefined;
    }),
});
