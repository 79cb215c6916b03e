import { lackRule } from "./lack-rule.ts";

export const noVolumeLargeEnough = lackRule({
  code: "no-volume-large-enough",
  lacks: ["size"],
  meaning: "Every free volume that would serve the claim is smaller than what it asks for.",
  remedy: "Ask for less, or make a larger volume.",
  title: (claim, why) => `claim ${claim} wants more than any free volume holds: ${why}`,
});
