import { lackRule } from "./lack-rule.ts";

export const volumeOfOtherClass = lackRule({
  code: "volume-of-other-class",
  lacks: ["class"],
  meaning: "A free volume would serve the claim and is of another storage class, so the two are never bound.",
  remedy: "Give the claim the class of the volume; where a default class is added to claims, write the class down.",
  title: (claim, why) => `claim ${claim} and the volume meant for it have different storage classes: ${why}`,
});
