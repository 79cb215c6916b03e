import { readPeer } from "./link-draft.ts";
import { linkRule } from "./link-rule.ts";

export const dependencySlow = linkRule({
  code: "dependency-slow",
  role: "symptom",
  specificity: 4,
  classes: ["deadline"],
  blame: "caller",
  next: (object, { peer }) => [readPeer(peer, object)],
  meaning: "What a workload calls does not answer in time.",
  remedy: "Look at the peer: CPU, locks, its own calls.",
  title: ({ caller, peer }) => `${peer} does not answer ${caller} in time`,
  together: (peer) => `${peer} does not answer in time`,
});
