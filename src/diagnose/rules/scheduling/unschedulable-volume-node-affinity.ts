import { look } from "../../rule.ts";
import { scheduleRule } from "./schedule-rule.ts";

export const unschedulableVolumeNodeAffinity = scheduleRule({
  requirement: "volume-node-affinity",
  meaning: "The volume can only be used where no node fits.",
  remedy: "Bring back a node in the volume's zone, or move the data.",
  disproof: "A fitting node is where the volume is.",
  title: ({ workload, fits: [first] }) =>
    first
      ? `${workload.ref.name} finds no node that can use its volume: ${first.node.metadata.name} ${first.lacks.get("volume-node-affinity")}`
      : `the volume of ${workload.ref.name} is bound to a zone or node that cannot take the pod`,
  next: () => [look("See where the volumes are: spec.nodeAffinity", "kubectl get pv -o yaml")],
});
