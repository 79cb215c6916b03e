import { keyOf, type ObjectRef } from "../../../core/object.ts";
import type { AlertReading } from "../../alerts/reading.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import type { Situation } from "../../situation/situation.ts";
import { alertedResources } from "./alerted-resource.ts";
import { suffering } from "./slow-by-alerts.ts";

const SHORT: Partial<Record<AlertReading["topic"], string>> = {
  throttling: "is throttled by its CPU limit",
  "packet-loss": "loses packets on its network",
  memory: "is short of memory",
  disk: "is short of disk",
  cpu: "is short of CPU",
};

export const alertNamesResource = defineRule({
  code: "alert-names-resource",
  family: "performance",
  role: "cause",
  dependent: true,
  severity: "warning",
  specificity: 5,
  meaning:
    "An alert says which resource a workload or node is short of: CPU, memory, disk, or packets lost on its network.",
  needs: "A firing alert whose name or text names the resource and whose labels name the object.",
  remedy: "Compare use with limits and capacity; see what changed on that object.",
  disproof: "The figures of the alert are as they were before the trouble.",
  *check(situation) {
    for (const { object, alert, reading } of alertedResources(situation)) {
      const who = object.kind === "Node" ? `node ${object.name}` : object.name;
      yield {
        object,
        title: `${who} ${SHORT[reading.topic]}${figures(reading)}, says alert ${alert.name}`,
        confidence: isBystander(situation, object) ? "low" : "medium",
        since: alert.startsAt,
        evidence: [cite.alert(alert, [object])],
        next: [seeUse(object)],
      };
    }
  },
});

/** Others suffer, and neither this object nor what depends on it is among them. */
function isBystander(situation: Situation, object: ObjectRef): boolean {
  const reach = situation.graph.reach(object);
  const all = suffering(situation);
  return all.length > 0 && !all.some((item) => reach.has(keyOf(item.object)));
}

function figures({ before, now }: AlertReading): string {
  return before === undefined || now === undefined ? "" : ` (${before} → ${now})`;
}

function seeUse({ kind, namespace, name }: ObjectRef) {
  return kind === "Node"
    ? look("See the node and what runs on it", `kubectl describe node ${name}`)
    : look("Compare use with requests and limits", `kubectl -n ${namespace} top pod --containers`);
}
