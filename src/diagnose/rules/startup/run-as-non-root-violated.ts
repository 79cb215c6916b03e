import { startRule } from "./start-rule.ts";

export const runAsNonRootViolated = startRule({
  code: "run-as-non-root-violated",
  problem: "non-root",
  meaning: "runAsNonRoot is set and the image runs as root or a named user.",
  remedy: "Set runAsUser to a number that is not 0, or build the image with one.",
  disproof: "The image has a numeric user that is not root.",
  title: ({ workload, text }) =>
    /non-numeric user/.test(text)
      ? `${workload.ref.name} must not run as root, and its image names a user without a number`
      : `${workload.ref.name} must not run as root, and would`,
});
