import { change, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import { someOf } from "../../some-of.ts";
import { nodeNames } from "./schedule-draft.ts";
import { scheduleRule } from "./schedule-rule.ts";

export const unschedulableCordoned = scheduleRule({
  requirement: "cordoned",
  meaning: "The nodes that fit are marked unschedulable.",
  remedy: "Uncordon a node when its maintenance is over.",
  disproof: "A fitting node is schedulable, and the pod stays pending.",
  object: ({ fits: [first] }) => first && refOf(first.node),
  title(stuck) {
    const names = nodeNames(stuck);
    const who =
      names.length > 0 ? `${someOf(names)} ${names.length > 1 ? "are" : "is"} cordoned` : "nodes are cordoned";
    const { nodeSelector = {} } = stuck.pod.spec ?? {};
    const wanted = Object.entries(nodeSelector).map(([key, value]) => `${key}=${value}`);
    const where =
      wanted.length > 0 ? `, which selects nodes with ${wanted.join(", ")}, fits nowhere else` : " fits nowhere else";
    return `${who}, and ${stuck.workload.ref.name}${where}`;
  },
  next: (stuck) => [
    ...nodeNames(stuck)
      .slice(0, 1)
      .map((name) => change("Uncordon it once its maintenance is over", `kubectl uncordon ${name}`)),
    look("See which nodes are cordoned", "kubectl get nodes"),
  ],
});
