import { look } from "../../rule.ts";
import { refusalRule } from "./refusal-rule.ts";

export const runtimeClassMissing = refusalRule({
  code: "runtime-class-missing",
  kind: "runtime-class",
  meaning: "The runtime class that the pods name does not exist.",
  remedy: "Create it, or correct runtimeClassName.",
  disproof: "The class exists.",
  say: ({ workload, named }) => ({
    title: `${workload.ref.name} uses runtime class ${named.name}, which does not exist`,
    next: [look("List those that exist", "kubectl get runtimeclasses")],
  }),
});
