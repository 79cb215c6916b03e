import { defineRule } from "../../rule.ts";
import { startDrafts } from "./start-failure.ts";

export const executableNotFound = defineRule({
  code: "executable-not-found",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The command is not in the image.",
  needs: "The container's waiting or termination message.",
  remedy: "Correct command or args, or the image.",
  disproof: "The file exists in the image and its interpreter too.",
  check: (situation) =>
    startDrafts(
      situation,
      {
        reasons: /^(?:CreateContainerError|RunContainerError|StartError|ContainerCannotRun|CrashLoopBackOff)$/,
        text: /exec: "?([^":]+)"?: (?:executable file not found|stat [^:]*: no such file or directory)|exec ([^:]+): no such file or directory/,
      },
      ({ workload }, [, a, b]) => `${workload.ref.name} starts ${a ?? b}, which its image does not have`,
    ),
});
