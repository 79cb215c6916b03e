import { cite } from "../../cite.ts";
import { refOf } from "../../object-index.ts";
import { change, defineRule } from "../../rule.ts";
import { unschedulable } from "../scheduling/unschedulable.ts";

export const nodeCordoned = defineRule({
  code: "node-cordoned",
  family: "node",
  role: "cause",
  severity: "critical",
  specificity: 9,
  meaning: "A node that pods need is marked unschedulable.",
  needs: "spec.unschedulable of the node, and pods that no other node takes.",
  remedy: "Uncordon it when its maintenance is over, or make room elsewhere first.",
  disproof: "The pods fit on another node.",
  *check(situation) {
    const stuck = unschedulable(situation).filter(({ requirement }) => requirement === "cordoned");
    const nodes = situation.all("Node").filter(({ spec }) => spec?.unschedulable === true);
    const [latest] = nodes.toSorted((a, b) => cordonedAt(b).localeCompare(cordonedAt(a)));
    const [first] = stuck;
    if (!latest || !first) return;
    const object = refOf(latest);
    const names = nodes.map(({ metadata }) => metadata.name).sort();
    yield {
      object,
      title: `${names.join(" and ")} ${names.length > 1 ? "are" : "is"} cordoned, so ${first.workload.ref.name} finds no node`,
      confidence: "high",
      since: cordonedAt(latest) || first.since,
      affects: stuck.map(({ workload }) => workload.ref),
      evidence: [
        cite.object(object, `node ${object.name} is marked unschedulable`, {}, cordonedAt(latest) || null),
        ...stuck
          .slice(0, 5)
          .map(({ pod, message }) => cite.object(refOf(pod), `pod ${pod.metadata.name} waits: ${message}`)),
      ],
      next: names.map((name) => change(`Let pods on ${name} again`, `kubectl uncordon ${name}`)),
    };
  },
});

function cordonedAt({ spec }: { spec?: { taints?: { key: string; timeAdded?: string }[] } }): string {
  return spec?.taints?.find(({ key }) => key === "node.kubernetes.io/unschedulable")?.timeAdded ?? "";
}
