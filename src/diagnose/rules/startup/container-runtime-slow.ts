import { startRule } from "./start-rule.ts";

export const containerRuntimeSlow = startRule({
  code: "container-runtime-slow",
  problem: "runtime-slow",
  specificity: 6,
  dependent: true,
  meaning: "The container runtime of the node did not answer in time, so the container is not created.",
  remedy: "See the load and the disk of the node, and the log of its container runtime.",
  disproof: "Other containers are created on the node at once.",
  title: ({ workload, container: { pod } }) =>
    `the container runtime of node ${pod.spec?.nodeName ?? "?"} does not create the containers of ${workload.ref.name} in time`,
});
