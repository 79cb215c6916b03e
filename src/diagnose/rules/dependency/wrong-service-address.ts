import { cite } from "../../cite.ts";
import { outward } from "../../graph/calls.ts";
import { linksOfClass } from "../../graph/links.ts";
import { type Draft, defineRule, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { holderOf, isSuffering, linkDraft } from "./link-draft.ts";
import { type MissingName, missingName } from "./wrong-address.ts";

export const wrongServiceAddress = defineRule({
  code: "wrong-service-address",
  family: "dependency",
  role: "cause",
  severity: "critical",
  specificity: 8,
  meaning: "A workload calls a Service by a name that does not exist: misspelt, or in another namespace.",
  needs: "A configured address or a failed lookup, the list of Services, and a name near to it or a caller that fails.",
  remedy: "Correct the address where it is configured.",
  disproof: "The name resolves in the caller's pod.",
  *check(situation) {
    const told = new Set<WorkloadView>();
    for (const link of linksOfClass(situation, "dns-unknown", "no-backends")) {
      const missing = link.peer.kind === "missing" && link.peer.cluster && missingName(situation, link.peer.cluster);
      if (!missing || missing.orphan || !link.caller) continue;
      told.add(link.caller);
      const draft = linkDraft(link, holderOf(link), titleOf(link.caller, missing), [list(missing)]);
      yield { ...draft, affects: [link.caller.ref], evidence: [...draft.evidence, absence(missing)] };
    }
    for (const workload of situation.workloads) if (!told.has(workload)) yield* fromConfiguration(situation, workload);
  },
});

/** Nobody complained yet: say so only when a Service with nearly that name shows what was meant. */
function* fromConfiguration(situation: Situation, workload: WorkloadView): Generator<Draft> {
  for (const { cluster, service, host, where, holder, sure } of outward(situation, workload)) {
    const missing = !service && cluster && sure ? missingName(situation, cluster) : undefined;
    if (
      !missing?.nearest ||
      missing.orphan ||
      outward(situation, workload).some((other) => other.service === missing.nearest)
    )
      continue;
    const suffers = isSuffering(workload);
    yield {
      object: holder,
      title: titleOf(workload, missing),
      confidence: "medium",
      severity: suffers ? "critical" : "warning",
      affects: [workload.ref],
      evidence: [cite.object(holder, `${where} names ${host}`), absence(missing)],
      next: [list(missing)],
    };
  }
}

function titleOf({ ref }: WorkloadView, { name, namespace, nearest }: MissingName): string {
  const meant =
    nearest &&
    (nearest.metadata.name === name
      ? `it is in namespace ${nearest.metadata.namespace}`
      : `there is ${nearest.metadata.name}`);
  return `${ref.name} calls ${name}, but namespace ${namespace} has no such Service${meant ? `; ${meant}` : ""}`;
}

function absence({ name, namespace, nearest }: MissingName) {
  const object = nearest ? refOf(nearest) : { apiVersion: "v1", kind: "Namespace", namespace: "", name: namespace };
  return cite.object(
    object,
    `no Service ${name} in namespace ${namespace}${nearest ? `; nearest: ${nearest.metadata.namespace}/${nearest.metadata.name}` : ""}`,
  );
}

function list({ namespace }: MissingName) {
  return look("See which Services there are", `kubectl -n ${namespace} get services`);
}
