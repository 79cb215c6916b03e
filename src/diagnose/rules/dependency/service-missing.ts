import type { Evidence } from "../../../core/evidence.ts";
import { cite } from "../../cite.ts";
import { outward } from "../../graph/calls.ts";
import { linksIn } from "../../graph/links.ts";
import { change, defineRule } from "../../rule.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { missingName } from "./wrong-address.ts";

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
    const found = new Map<
      WorkloadView,
      { callers: Set<WorkloadView>; evidence: Evidence[]; name: string; heard: boolean }
    >();
    const add = (
      cluster: { name: string; namespace: string } | undefined,
      caller: WorkloadView,
      evidence: Evidence,
      heard: boolean,
    ) => {
      const orphan = cluster && missingName(situation, cluster)?.orphan;
      if (!orphan || orphan === caller) return;
      const known = found.get(orphan) ?? { callers: new Set(), evidence: [], name: cluster.name, heard: false };
      known.callers.add(caller);
      known.evidence.push(evidence);
      found.set(orphan, { ...known, heard: known.heard || heard });
    };
    for (const { caller, peer, clue } of linksIn(situation))
      if (caller && peer.kind === "missing")
        add(peer.cluster, caller, cite.log(clue.stream, clue.line, clue.count), true);
    for (const workload of situation.workloads)
      for (const { cluster, service, where, host, holder, sure } of outward(situation, workload))
        if (!service && sure) add(cluster, workload, cite.object(holder, `${where} names ${host}`), false);
    for (const [orphan, { callers, evidence, name, heard }] of found) {
      const { namespace } = orphan.ref;
      yield {
        object: orphan.ref,
        title: `${orphan.ref.name} has no Service ${name}, which ${[...callers]
          .map(({ ref }) => ref.name)
          .slice(0, 3)
          .join(", ")} call${callers.size === 1 ? "s" : ""}`,
        confidence: heard ? "high" : "medium",
        severity: heard ? "critical" : "warning",
        affects: [...callers].map(({ ref }) => ref),
        evidence: [
          cite.object(orphan.ref, `namespace ${namespace} has no Service ${name}, and none selects ${orphan.ref.name}`),
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
