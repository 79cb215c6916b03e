import { look } from "../../rule.ts";
import { scheduleRule } from "./schedule-rule.ts";

export const unschedulableNoNodes = scheduleRule({
  requirement: "no-nodes",
  meaning: "The cluster has no node.",
  remedy: "Add nodes; see why those that were there are gone.",
  disproof: "The cluster lists a node.",
  title: ({ workload }) => `the cluster has no node for ${workload.ref.name}`,
  next: () => [look("See the nodes", "kubectl get nodes")],
});
