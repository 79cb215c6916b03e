import { keyOf } from "../../../core/object.ts";
import { amtoolQuery, cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { isFault, rank, subject } from "./alert-subject.ts";

export const alertFiring = defineRule({
  code: "alert-firing",
  family: "change",
  role: "symptom",
  severity: "warning",
  // What was observed itself tells more than the name that somebody gave to it.
  specificity: 0,
  meaning: "An alert about the object fires.",
  needs: "The alert, firing and not muted, with labels that name an object of the cluster.",
  remedy: "Follow its runbook.",
  disproof: "Its expression is no longer true.",
  *check(situation) {
    const about = situation.alerts.filter(isFault).flatMap((alert) => {
      const object = subject(situation, alert);
      return object ? [{ alert, object }] : [];
    });
    for (const found of Map.groupBy(about, ({ object }) => keyOf(object)).values()) {
      const [first, ...more] = found.toSorted(
        (a, b) => rank(a.alert) - rank(b.alert) || a.alert.name.localeCompare(b.alert.name),
      );
      if (!first) continue;
      const { alert, object } = first;
      const alerts = [...new Set(found.map(({ alert }) => alert.name))];
      const began = found.flatMap(({ alert }) => alert.startsAt ?? []).sort()[0];
      yield {
        object,
        title: `${alerts.length === 1 ? "alert" : "alerts"} ${alerts.slice(0, 3).join(", ")}${alerts.length > 3 ? ` and ${alerts.length - 3} more` : ""} for ${object.name}`,
        confidence: "high",
        since: began ?? null,
        severity: rank(alert) === 0 ? "critical" : "warning",
        evidence: [cite.alert(alert, [object]), ...more.slice(0, 4).map((item) => cite.alert(item.alert, [object]))],
        next: [look("See what fires", amtoolQuery(alert))],
      };
    }
  },
});
