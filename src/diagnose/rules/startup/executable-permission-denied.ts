import { defineRule } from "../../rule.ts";
import { startDrafts } from "./start-failure.ts";

export const executablePermissionDenied = defineRule({
  code: "executable-permission-denied",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The command is there and not executable for this user.",
  needs: "The container's waiting or termination message.",
  remedy: "Make the file executable in the image, or run as a user who may.",
  disproof: "The file has the execute bit for the user in use.",
  check: (situation) =>
    startDrafts(
      situation,
      {
        reasons: /^(?:CreateContainerError|RunContainerError|StartError|ContainerCannotRun|CrashLoopBackOff)$/,
        text: /exec:? "?([^":]+)"?: permission denied/,
      },
      ({ workload }, [, command]) => `${workload.ref.name} may not execute ${command}`,
    ),
});
