import { defineRule } from "../../rule.ts";
import { nodeRef } from "../../situation/object-index.ts";
import { sandboxDraft, sandboxFailures } from "./sandbox-failure.ts";

export const podSandboxFailed = defineRule({
  code: "pod-sandbox-failed",
  family: "startup",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 6,
  meaning: "The container runtime of a node cannot make sandboxes, so no pod starts there.",
  needs: "A FailedCreatePodSandBox event of a pod that still waits.",
  remedy: "See the log of the container runtime on the node; restart it there.",
  disproof: "New pods start on that node.",
  *check(situation) {
    for (const failure of sandboxFailures(situation))
      if (failure.problem === "other") {
        const title = `node ${failure.node} cannot make a sandbox for ${failure.owner.name}: ${failure.event.message}`;
        yield sandboxDraft(situation, failure, title, nodeRef(situation, failure.node));
      }
  },
});
