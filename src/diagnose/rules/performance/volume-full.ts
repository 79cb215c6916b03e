import { defineRule, look } from "../../rule.ts";
import { claimOf } from "./claim.ts";
import { levelDrafts } from "./level.ts";

export const volumeFull = defineRule({
  code: "volume-full",
  family: "performance",
  role: "cause",
  severity: "critical",
  specificity: 8,
  alerts: ["KubePersistentVolumeFillingUp"],
  meaning: "A volume has no space left.",
  needs: "Series of the volume's use: all but three hundredths.",
  remedy: "Enlarge the claim, or free space on it.",
  disproof: "The program on it writes without errors.",
  check: (situation) =>
    levelDrafts(situation, "volume-used-ratio", 0.97, ({ measure: { series }, told }) => {
      const claim = claimOf(situation, series.labels);
      return claim
        ? {
            object: claim,
            title: `volume ${claim.name} is full: ${told}`,
            next: [look("See the claim", `kubectl -n ${claim.namespace} describe pvc ${claim.name}`)],
          }
        : undefined;
    }),
});
