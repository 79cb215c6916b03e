import { readPeer } from "./link-draft.ts";
import { linkRule } from "./link-rule.ts";

export const dependencyErrors = linkRule({
  code: "dependency-errors",
  role: "symptom",
  specificity: 4,
  classes: ["upstream-error"],
  blame: "caller",
  next: (object, { peer }) => [readPeer(peer, object)],
  meaning: "What a workload calls answers with server errors.",
  remedy: "Look at the peer's log at the same time.",
  title: ({ caller, peer }, { clue }) =>
    `${peer} answers ${caller} with errors${clue.entities.code ? ` (${clue.entities.code})` : ""}`,
  together: (peer, { clue }) => `${peer} answers with errors${clue.entities.code ? ` (${clue.entities.code})` : ""}`,
});
