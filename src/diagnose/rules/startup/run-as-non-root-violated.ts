import { partOf } from "../../situation/part.ts";
import { startRule } from "./start-rule.ts";

export const runAsNonRootViolated = startRule({
  code: "run-as-non-root-violated",
  problem: "non-root",
  meaning: "runAsNonRoot is set and the image runs as root or a named user.",
  remedy: "Set runAsUser to a number that is not 0, or build the image with one.",
  disproof: "The image has a numeric user that is not root.",
  title: ({ workload, container, text }) =>
    /non-numeric user/.test(text)
      ? `${partOf(workload, container)} must not run as root, and its image names a user without a number`
      : `${partOf(workload, container)} must run as non-root, but would run as root`,
});
