import { lackRule } from "./lack-rule.ts";
import { removeClaimRef } from "./remove-claim-ref.ts";

export const volumeReleased = lackRule({
  code: "volume-released",
  lacks: ["released"],
  blames: "volume",
  meaning: "The volume for the claim was used by one that is gone, and keeps its data for it (reclaim policy Retain).",
  remedy: "When the data may be taken over, remove claimRef from the volume; else make a new volume.",
  title: (claim, why) => `claim ${claim} waits for a volume that is not free: ${why}`,
  next: (near) => [removeClaimRef(near)],
});
