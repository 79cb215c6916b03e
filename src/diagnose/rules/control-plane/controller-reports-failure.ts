import { extensionOf, keyOf } from "../../../core/object.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import type { EventView } from "../../situation/events.ts";
import type { Situation } from "../../situation/situation.ts";

/** Controllers try again within minutes; what was last said longer ago may be fixed by now. */
const RECENT_MS = 15 * 60_000;
/** What is said once or twice is often got over at the next try: a conflict, a dependency that came later. */
const MIN_TIMES = 3;

export const controllerReportsFailure = defineRule({
  code: "controller-reports-failure",
  family: "control-plane",
  role: "symptom",
  severity: "warning",
  specificity: 3,
  meaning:
    "The controller of an extension (GitOps, certificates, secrets, cloud resources) cannot do what an object asks.",
  needs: "Warning events about the object, of one reason, three or more, the last within a quarter of an hour.",
  remedy: "Fix what the message names, most often in the object itself.",
  disproof: "The object's Ready condition is True.",
  *check(situation) {
    for (const events of failuresIn(situation)) {
      const [event] = events;
      if (!event) continue;
      const { object, reason, message } = event;
      yield {
        object,
        title: `${object.kind} ${object.name}: ${reason}: ${message}`,
        confidence: "medium",
        since: new Date(Math.min(...events.map(({ first }) => first))).toISOString(),
        evidence: [cite.event(event)],
        next: [
          look(
            "See its conditions",
            `kubectl -n ${object.namespace} describe ${object.kind.toLowerCase()}.${extensionOf(object.apiVersion)} ${object.name}`,
          ),
        ],
      };
    }
  },
});

/** For each object of an extension its standing failure, latest event first. */
function failuresIn(situation: Situation): EventView[][] {
  const about = situation.events.all.filter(({ object }) => extensionOf(object.apiVersion) !== "");
  return [...Map.groupBy(about, ({ object }) => keyOf(object)).values()].flatMap((events) => {
    const [last] = events;
    if (last?.type !== "Warning" || situation.now - last.at > RECENT_MS) return [];
    const same = events.filter(({ type, reason }) => type === "Warning" && reason === last.reason);
    return same.reduce((sum, { count }) => sum + count, 0) >= MIN_TIMES ? [same] : [];
  });
}
