import { lackRule } from "./lack-rule.ts";

export const noVolumeWithAccessMode = lackRule({
  code: "no-volume-with-access-mode",
  lacks: ["access-mode"],
  meaning: "No free volume offers the access mode that the claim asks for.",
  remedy: "Ask for a mode that the storage has: block devices are ReadWriteOnce, file servers ReadWriteMany.",
  title: (claim, why) => `claim ${claim} asks for an access mode that no free volume offers: ${why}`,
});
