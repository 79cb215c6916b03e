import { defineRule } from "../../rule.ts";
import { replicasDraft, templateDraft } from "./undone-draft.ts";
import { contestedTemplates, putBack } from "./written-by-two.ts";

export const writersUndoEachOther = defineRule({
  code: "writers-undo-each-other",
  family: "change",
  role: "cause",
  severity: "warning",
  tier: "noticed",
  specificity: 7,
  meaning:
    "Two writers set the same field again and again: an autoscaler and what deploys from Git, an operator and a person.",
  needs:
    "ReplicaSets that were taken into use by turns with two recent writers of the template, or an autoscaler that sets one number of replicas three times and no other in between.",
  remedy: "Let one of them own the field: leave it out of the manifest, or stop the other.",
  disproof: "The field has kept its value since, and only one of the two still writes it.",
  *check(situation) {
    for (const contest of contestedTemplates(situation)) yield templateDraft(contest, situation.now);
    for (const found of putBack(situation)) yield replicasDraft(found, situation.now);
  },
});
