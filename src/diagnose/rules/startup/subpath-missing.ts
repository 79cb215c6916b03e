import { defineRule } from "../../rule.ts";
import { startDrafts } from "./start-failure.ts";

export const subpathMissing = defineRule({
  code: "subpath-missing",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The subPath is not in the volume.",
  needs: "The container's waiting or termination message.",
  remedy: "Correct the subPath, or the key in the config map.",
  disproof: "The volume holds the subPath.",
  check: (situation) =>
    startDrafts(
      situation,
      { reasons: /^CreateContainerConfigError$/, text: /subPath/ },
      ({ workload, container }) =>
        `a subPath of container ${container.spec.name} in ${workload.ref.name} cannot be prepared`,
    ),
});
