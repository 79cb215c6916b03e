import { defineRule } from "../../rule.ts";
import { sandboxDraft, sandboxFailures } from "./sandbox-failure.ts";

export const runtimeHandlerMissing = defineRule({
  code: "runtime-handler-missing",
  family: "startup",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "The node has no runtime for the runtime class of the pod.",
  needs: "A FailedCreatePodSandBox event of a pod that still waits.",
  remedy: "Configure the handler on the node, correct runtimeClassName, or select nodes that have it.",
  disproof: "Pods of the same runtime class start on that node.",
  *check(situation) {
    for (const failure of sandboxFailures(situation))
      if (failure.problem === "runtime-handler") {
        const { owner, node, what } = failure;
        yield sandboxDraft(situation, failure, `${owner.name} needs runtime ${what}, which node ${node} does not have`);
      }
  },
});
