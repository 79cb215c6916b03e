import { defineRule } from "../../rule.ts";
import { nodeRef } from "../../situation/object-index.ts";
import { sandboxDraft, sandboxFailures } from "./sandbox-failure.ts";

export const sandboxImageUnavailable = defineRule({
  code: "sandbox-image-unavailable",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The node cannot get the image that every pod's sandbox starts from, so no pod starts there.",
  needs: "A FailedCreatePodSandBox event of a pod that still waits.",
  remedy: "Let the node reach the registry, or configure the runtime's sandbox image.",
  disproof: "New pods start on that node.",
  *check(situation) {
    for (const failure of sandboxFailures(situation))
      if (failure.problem === "image") {
        const title = `node ${failure.node} cannot get sandbox image ${failure.what}, so no pod starts there`;
        yield sandboxDraft(situation, failure, title, nodeRef(situation, failure.node));
      }
  },
});
