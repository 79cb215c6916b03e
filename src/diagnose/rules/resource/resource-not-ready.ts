import { duration } from "../../../core/time.ts";
import { defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { type CustomStatus, customStatuses } from "../../status/custom-status.ts";
import { customDraft, hasSickParts } from "./custom-draft.ts";
import { told } from "./told.ts";

/** Most controllers are done in seconds; machines, databases and certificates take minutes. */
const PATIENCE_MS = 10 * 60_000;
const GRACE_MS = 60_000;

export const resourceNotReady = defineRule({
  code: "resource-not-ready",
  family: "resource",
  role: "symptom",
  severity: "warning",
  specificity: 4,
  meaning: "A custom resource does not become ready, and its controller names no error; or its pods are not ready.",
  needs: "A status that has said for ten minutes that the controller is at work or waits, of an object of any kind.",
  remedy: "Look at what it waits for: its parts, what it refers to, the log of its controller.",
  disproof: "Its Ready condition is True.",
  *check(situation) {
    for (const status of customStatuses(situation)) {
      const { object, says, reason, message, lasted } = status;
      if (!isLate(status, situation)) continue;
      const words = told(reason, message) || says;
      const time = lasted === undefined ? "" : ` for ${duration(lasted)}`;
      yield customDraft(situation, status, `${object.kind} ${object.metadata.name} is not ready${time}: ${words}`);
    }
  },
});

function isLate({ object, state, lasted = 0 }: CustomStatus, situation: Situation): boolean {
  if (state === "failed") return lasted >= GRACE_MS && hasSickParts(situation, refOf(object));
  return state === "progressing" && lasted >= PATIENCE_MS;
}
