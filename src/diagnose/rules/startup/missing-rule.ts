import { defineRule, type Rule } from "../../rule.ts";
import { missingDraft } from "./missing-draft.ts";
import { type Missing, missingReferences } from "./missing-reference.ts";
import { isRefusedByQuota } from "./refused-reference.ts";

interface MissingRule extends Pick<Rule, "code" | "meaning" | "remedy" | "disproof"> {
  kind: Missing["kind"];
  part: "object" | "key";
}

/** A rule about a config map or secret that pods name, or a key in it, and that is not there. */
export function missingRule({ kind, part, ...told }: MissingRule): Rule {
  return defineRule({
    ...told,
    family: "startup",
    role: "cause",
    severity: "critical",
    specificity: 8,
    needs:
      "The kubelet's message (CreateContainerConfigError) or a FailedMount event; otherwise the list of what exists.",
    check: (situation) =>
      missingReferences(situation)
        .filter((missing) => missing.kind === kind && (missing.key === undefined) === (part === "object"))
        .filter((missing) => !isRefusedByQuota(situation, missing))
        .map((missing) => missingDraft(situation, missing)),
  });
}
