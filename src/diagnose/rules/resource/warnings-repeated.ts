import { shortName } from "../../../core/object.ts";
import { duration } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { kubectl, typeOf } from "./custom-draft.ts";
import { standingWarnings } from "./standing-warnings.ts";
import { told } from "./told.ts";

export const warningsRepeated = defineRule({
  code: "warnings-repeated",
  family: "resource",
  role: "symptom",
  tier: "noticed",
  severity: "warning",
  specificity: 1,
  meaning: "A controller or the kubelet warns about an object again and again, and no other finding says why.",
  needs:
    "Warning events of one reason about one object, three or more, not ten minutes apart, the last within a quarter of an hour.",
  remedy: "Read the message; it names what the controller cannot do.",
  disproof: "The object is as it should be, and the warnings have stopped.",
  *check(situation) {
    for (const { object, event, count, since } of standingWarnings(situation))
      yield {
        object,
        title: `${count} warnings about ${shortName(object)} in ${duration(event.at - since)}: ${told(event.reason, event.message)}`,
        confidence: "medium",
        since: new Date(since).toISOString(),
        evidence: [cite.event(event)],
        next: [look("See its status and events", `${kubectl(object)} describe ${typeOf(object)} ${object.name}`)],
      };
  },
});
