import { volumeRule } from "./volume-rule.ts";

export const hostPathWrongType = volumeRule({
  code: "host-path-wrong-type",
  problem: "host-path",
  meaning: "A hostPath is not on this node, or of another type than the volume says.",
  remedy: "Correct path or type, or make it on every node where the pod may run (type DirectoryOrCreate).",
  disproof: "The path on the node has that type.",
  title: ({ workload, why }) => `${workload.ref.name} mounts a hostPath that is missing or of the wrong type: ${why}`,
});
