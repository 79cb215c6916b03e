import { startRule } from "./start-rule.ts";

export const containerNotCreated = startRule({
  code: "container-not-created",
  problem: "other",
  specificity: 5,
  meaning: "A container cannot be created, for a reason that no other finding covers.",
  remedy: "Read the message; it is the kubelet's or the runtime's own.",
  disproof: "The container is created.",
  title: ({ workload, container, text }) =>
    `container ${container.spec.name} of ${workload.ref.name} cannot be created: ${text}`,
});
