import { lackRule } from "./lack-rule.ts";

export const noVolumeLargeEnough = lackRule({
  code: "no-volume-large-enough",
  lacks: ["size"],
  meaning: "Every free volume that would serve the claim is smaller than what it asks for.",
  remedy: "Ask for less, or make a larger volume.",
  title: (claim, why) => `claim ${claim} needs more space than any free volume has: ${why}`,
});
