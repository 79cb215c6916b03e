import { nearestName } from "../../graph/nearest-name.ts";
import { look } from "../../rule.ts";
import { refusalRule } from "./refusal-rule.ts";

export const priorityClassMissing = refusalRule({
  code: "priority-class-missing",
  kind: "priority-class",
  meaning: "The priority class that the pods name does not exist.",
  remedy: "Create it, or correct priorityClassName.",
  disproof: "The class exists.",
  say({ workload: { ref }, named: { name = "" } }, situation) {
    const near = nearestName(
      name,
      situation.other("PriorityClass").map(({ metadata }) => metadata.name),
    );
    return {
      title: `${ref.name} uses priority class ${name}, which does not exist${near ? `; there is one called ${near}` : ""}`,
      next: [look("List those that exist", "kubectl get priorityclasses")],
    };
  },
});
