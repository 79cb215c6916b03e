import { defineRule } from "../../rule.ts";
import { startDrafts } from "./start-failure.ts";

export const runAsNonRootViolated = defineRule({
  code: "run-as-non-root-violated",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "runAsNonRoot is set and the image runs as root or a named user.",
  needs: "The container's waiting or termination message.",
  remedy: "Set runAsUser to a number that is not 0, or build the image with one.",
  disproof: "The image has a numeric user that is not root.",
  check: (situation) =>
    startDrafts(
      situation,
      { reasons: /^CreateContainerConfigError$/, text: /runAsNonRoot|breaks non-root policy/ },
      ({ workload }) => `${workload.ref.name} must not run as root, and its image does`,
    ),
});
