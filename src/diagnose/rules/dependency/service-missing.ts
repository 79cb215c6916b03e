import { cite } from "../../cite.ts";
import { change, defineRule } from "../../rule.ts";
import { someOf } from "../../some-of.ts";
import { quotaWithoutRoom } from "../storage/full-quota.ts";
import { orphansIn } from "./orphan.ts";

export const serviceMissing = defineRule({
  code: "service-missing",
  family: "dependency",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "Workloads call a name that a workload here has, but no Service leads to it: it was deleted or never made.",
  needs: "An address that callers use, a workload of that name that no Service selects, and the list of Services.",
  remedy: "Create the Service again.",
  disproof: "The callers reach the workload by another way.",
  *check(situation) {
    for (const { orphan, name, callers, evidence, heard } of orphansIn(situation)) {
      const { namespace } = orphan.ref;
      if (quotaWithoutRoom(situation, namespace, "Service")) continue;
      yield {
        object: orphan.ref,
        title: `${orphan.ref.name} has no Service ${name}, which ${someOf(callers.map(({ ref }) => ref.name))} call${callers.length === 1 ? "s" : ""}`,
        confidence: heard ? "high" : "medium",
        severity: heard ? "critical" : "warning",
        affects: callers.map(({ ref }) => ref),
        evidence: [
          cite.absence(
            { apiVersion: "v1", kind: "Service", namespace, name },
            orphan.ref,
            `namespace ${namespace} has no Service ${name}, and none selects ${orphan.ref.name}`,
          ),
          ...evidence.slice(0, 5),
        ],
        next: [
          change(
            "Create the Service",
            `kubectl -n ${namespace} expose ${orphan.ref.kind.toLowerCase()} ${orphan.ref.name} --name=${name}`,
          ),
        ],
      };
    }
  },
});
