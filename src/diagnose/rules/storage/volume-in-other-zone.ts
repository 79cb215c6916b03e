import { placeOf } from "../../situation/pod.ts";
import { volumeRule } from "./volume-rule.ts";

export const volumeInOtherZone = volumeRule({
  code: "volume-in-other-zone",
  problem: "elsewhere",
  meaning: "The pod is on a node from which the volume cannot be reached: its zone or host is another.",
  remedy: "Let the scheduler place the pod (no nodeName), or move the data.",
  disproof: "The node has the labels that the volume's node affinity asks for.",
  title: ({ pod, workload }, name) => `${name} cannot be used on ${placeOf(pod)}, where ${workload.ref.name} was put`,
});
