import type { Evidence } from "../../../core/evidence.ts";
import { duration, timeOf } from "../../../core/time.ts";
import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { blockersOf, hindrances } from "../../situation/namespace-deletion.ts";
import { refOf } from "../../situation/object-index.ts";
import { refusals } from "./refusal.ts";

/** Deleting what a namespace holds takes this long at most when nothing hinders. */
const USUAL_MS = 5 * 60_000;

export const namespaceTerminating = defineRule({
  code: "namespace-terminating",
  family: "admission",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 7,
  meaning: "The namespace is being deleted: nothing new can be made in it.",
  needs: "A namespace in phase Terminating for minutes, or whose controllers are refused.",
  remedy: "Finish the deletion (see its conditions), and create the namespace and what was in it again.",
  disproof: "The namespace is Active.",
  *check(situation) {
    for (const namespace of situation.all("Namespace")) {
      const deleted = timeOf(namespace.metadata.deletionTimestamp);
      if (deleted === undefined) continue;
      const { name } = namespace.metadata;
      const refused = refusals(situation).filter(
        ({ kind, workload }) => kind === "namespace-terminating" && workload.ref.namespace === name,
      );
      if (refused.length === 0 && situation.now - deleted < USUAL_MS) continue;
      const ref = refOf(namespace);
      const why = hindrances(namespace);
      const [awaits] = blockersOf(situation, namespace);
      yield {
        object: ref,
        affects: refused.map(({ workload }) => workload.ref),
        title: `namespace ${name} has been deleting for ${duration(situation.now - deleted)}${why[0] ? `: ${why[0].message}` : ""}`,
        confidence: "high",
        ...(awaits && { awaits }),
        since: new Date(deleted).toISOString(),
        evidence: [
          cite.object(ref, `namespace ${name} is Terminating`, {}, new Date(deleted).toISOString()),
          ...why.map(({ type, message }) => cite.object(ref, `${type}: ${message}`)),
          ...refused.map((item): Evidence => item.evidence).slice(0, 3),
        ],
        next: [look("See what is left in it", `kubectl get namespace ${name} -o yaml`)],
      };
    }
  },
});
