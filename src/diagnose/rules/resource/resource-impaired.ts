import { defineRule } from "../../rule.ts";
import { customStatuses } from "../../status/custom-status.ts";
import { customDraft } from "./custom-draft.ts";
import { told } from "./told.ts";

const GRACE_MS = 60_000;

export const resourceImpaired = defineRule({
  code: "resource-impaired",
  family: "resource",
  role: "symptom",
  tier: "noticed",
  severity: "warning",
  specificity: 3,
  meaning:
    "A custom resource is ready, and its controller says that something about it fails: an update, a backup, a drift.",
  needs: "A failed condition beside Ready, or a phase that tells of a difference, of an object of any kind.",
  remedy: "Fix what the controller names before the next change or failover depends on it.",
  disproof: "The condition is as it should be.",
  *check(situation) {
    for (const status of customStatuses(situation)) {
      const { object, state, says, reason, message, lasted = GRACE_MS } = status;
      if (state !== "impaired" || lasted < GRACE_MS) continue;
      const words = told(says.endsWith(reason) ? "" : reason, message);
      const title = `${object.kind} ${object.metadata.name}: ${says}${words ? `: ${words}` : ""}`;
      // Without a word about why, a difference may be a change that is to be applied by hand.
      yield { ...customDraft(situation, status, title), severity: message ? "warning" : "info" };
    }
  },
});
