import { defineRule } from "../../rule.ts";
import { startDrafts } from "./start-failure.ts";

export const volumeMountInvalid = defineRule({
  code: "volume-mount-invalid",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 7,
  meaning: "The mount target or its subPath does not fit what is mounted.",
  needs: "The container's waiting or termination message.",
  remedy: "Correct mountPath or subPath: a file cannot be mounted over a folder.",
  disproof: "The paths have the same type on both sides.",
  check: (situation) =>
    startDrafts(
      situation,
      {
        reasons: /^(?:CreateContainerError|RunContainerError|StartError|ContainerCannotRun|CrashLoopBackOff)$/,
        text: /error mounting|not a directory|create mountpoint|failed to (?:prepare|create) subPath/,
      },
      ({ workload, container }) =>
        `a volume of container ${container.spec.name} in ${workload.ref.name} cannot be mounted where it is wanted`,
    ),
});
