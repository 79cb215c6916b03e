import { defineRule } from "../../rule.ts";
import { startDrafts } from "./start-failure.ts";

export const wrongArchitecture = defineRule({
  code: "wrong-architecture",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The kernel cannot execute the program: built for another architecture, or a script without a first line.",
  needs: "The container's waiting or termination message.",
  remedy: "Build the image for the architecture of the nodes.",
  disproof: "The program runs on a node of the same architecture.",
  check: (situation) =>
    startDrafts(
      situation,
      {
        reasons: /^(?:CreateContainerError|RunContainerError|StartError|ContainerCannotRun|CrashLoopBackOff)$/,
        text: /exec format error/,
      },
      ({ workload, container }) =>
        `image ${container.spec.image} of ${workload.ref.name} holds a program for another architecture`,
    ),
});
