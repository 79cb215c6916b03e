import { productsOf } from "../../../core/kubernetes/products.ts";
import { defineRule } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { customStatuses } from "../../status/custom-status.ts";
import { customDraft, hasSickParts, lacksProduct } from "./custom-draft.ts";
import { told } from "./told.ts";

/** Controllers get over a conflict or a late dependency at their next try. */
const GRACE_MS = 60_000;

export const resourceFailed = defineRule({
  code: "resource-failed",
  family: "resource",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 5,
  meaning:
    "The controller of a custom resource (certificates, external secrets, GitOps, gateways, databases, cloud resources) says that it fails, and why.",
  needs:
    "A condition, phase or error in the status of an object of any kind that the cluster serves, read by the conventions: Ready, Synced, Accepted … that is False, Stalled, Degraded … that is True, phase Failed.",
  remedy: "Fix what the controller names, in the object or in what it refers to.",
  disproof: "Its Ready condition is True.",
  *check(situation) {
    for (const status of customStatuses(situation)) {
      const { object, state, says, reason, message, lasted = GRACE_MS } = status;
      if (state !== "failed" || lasted < GRACE_MS || hasSickParts(situation, refOf(object))) continue;
      const words = told(reason, message) || says;
      const draft = customDraft(situation, status, `${object.kind} ${object.metadata.name} fails: ${words}`);
      // What it made last is still there and in use.
      const works = productsOf(object).length > 0 && !lacksProduct(situation, refOf(object));
      yield works ? { ...draft, tier: "noticed" } : draft;
    }
  },
});
