import { startRule } from "./start-rule.ts";

export const memoryLimitTooLowToStart = startRule({
  code: "memory-limit-too-low-to-start",
  problem: "memory",
  meaning: "The container is killed before its program runs.",
  remedy: "Raise the memory limit.",
  disproof: "The container starts with the same limit elsewhere.",
  title: ({ workload, container }) =>
    `memory limit ${container.spec.resources?.limits?.memory ?? ""} of ${workload.ref.name} is too low to start container ${container.spec.name}`,
});
