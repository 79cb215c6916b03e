import { lackRule } from "./lack-rule.ts";

export const noMatchingVolume = lackRule({
  code: "no-matching-volume",
  lacks: ["several", "volume-mode", "deleted"],
  meaning: "Volumes are free, and none fits the claim: each differs in several things, or in its mode.",
  remedy: "Make the claim or the volume match.",
  title: (claim, why) => `claim ${claim} fits no free volume: ${why}`,
});
