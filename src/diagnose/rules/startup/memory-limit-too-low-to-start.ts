import { defineRule } from "../../rule.ts";
import { startDrafts } from "./start-failure.ts";

export const memoryLimitTooLowToStart = defineRule({
  code: "memory-limit-too-low-to-start",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The container is killed before its program runs.",
  needs: "The container's waiting or termination message.",
  remedy: "Raise the memory limit.",
  disproof: "The container starts with the same limit elsewhere.",
  check: (situation) =>
    startDrafts(
      situation,
      {
        reasons: /^(?:CreateContainerError|RunContainerError|StartError|ContainerCannotRun|CrashLoopBackOff)$/,
        text: /container init was OOM-killed|cannot allocate memory/,
      },
      ({ workload, container }) =>
        `the memory limit ${container.spec.resources?.limits?.memory ?? ""} of ${workload.ref.name} is too low to start a container`,
    ),
});
