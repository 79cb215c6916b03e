import { lackRule } from "./lack-rule.ts";
import { removeClaimRef } from "./remove-claim-ref.ts";

export const volumeReserved = lackRule({
  code: "volume-reserved",
  lacks: ["reserved"],
  blames: "volume",
  meaning: "The volume that would serve the claim is kept for another claim by its claimRef.",
  remedy: "Remove claimRef from the volume if the other claim does not come, or make another volume.",
  title: (claim, why) => `claim ${claim} waits for a volume that is reserved for another claim: ${why}`,
  next: (near) => [removeClaimRef(near)],
});
