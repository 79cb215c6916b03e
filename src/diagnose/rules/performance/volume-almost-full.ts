import { defineRule, look } from "../../rule.ts";
import { claimOf } from "./claim.ts";
import { levelDrafts } from "./level.ts";

export const volumeAlmostFull = defineRule({
  code: "volume-almost-full",
  family: "performance",
  role: "symptom",
  severity: "warning",
  specificity: 3,
  alerts: ["KubePersistentVolumeFillingUp"],
  meaning: "A volume will soon have no space left.",
  needs: "Series of the volume's use: more than 85 of 100 and still rising.",
  remedy: "Enlarge the claim, or free space on it, before it is full.",
  disproof: "Its use no longer rises.",
  check: (situation) =>
    levelDrafts(situation, "volume-used-ratio", 0.85, ({ measure: { series }, now, told, shift }) => {
      const claim = claimOf(situation, series.labels);
      return claim && now < 0.97 && shift && shift.after > shift.before
        ? {
            object: claim,
            title: `volume ${claim.name} is ${told} full and filling up`,
            next: [look("See the claim", `kubectl -n ${claim.namespace} describe pvc ${claim.name}`)],
          }
        : undefined;
    }),
});
