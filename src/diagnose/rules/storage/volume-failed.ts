import { lackRule } from "./lack-rule.ts";

export const volumeFailed = lackRule({
  code: "volume-failed",
  alerts: ["KubePersistentVolumeErrors"],
  lacks: ["failed"],
  blames: "volume",
  meaning: "The volume for the claim could not be cleaned or deleted after its last use.",
  remedy: "Fix what its message names; then remove claimRef, or the volume.",
  title: (claim, why) => `claim ${claim} waits for a volume that is broken: ${why}`,
});
