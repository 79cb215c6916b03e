import { lackRule } from "./lack-rule.ts";

export const noVolumeMatchesSelector = lackRule({
  code: "no-volume-matches-selector",
  lacks: ["selector"],
  meaning: "The claim selects volumes by labels that no free volume has.",
  remedy: "Correct the claim's selector, or label the volume.",
  title: (claim, why) => `the selector of claim ${claim} matches no free volume: ${why}`,
});
