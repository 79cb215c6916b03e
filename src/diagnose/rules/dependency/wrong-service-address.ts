import { editDistance } from "../../../core/edit-distance.ts";
import { outward } from "../../graph/calls.ts";
import { linksOfClass } from "../../graph/links.ts";
import { type Draft, defineRule } from "../../rule.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { configuredDraft } from "./configured-draft.ts";
import { holderOf, linkDraft } from "./link-draft.ts";
import { absence, listServices, type MissingName, missingName, missingNameTitle } from "./missing-name.ts";

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
      const draft = linkDraft(link, holderOf(link), missingNameTitle(link.caller, missing), [listServices(missing)]);
      yield { ...draft, affects: [link.caller.ref], evidence: [...draft.evidence, absence(missing)] };
    }
    for (const workload of situation.workloads) if (!told.has(workload)) yield* fromConfiguration(situation, workload);
  },
});

/** Nobody complained yet: say so only when a Service with nearly that name shows what was meant. */
function* fromConfiguration(situation: Situation, workload: WorkloadView): Generator<Draft> {
  const references = outward(situation, workload);
  const called = new Set(references.map(({ service }) => service));
  for (const reference of references) {
    const { cluster, service, sure } = reference;
    const missing = !service && cluster ? missingName(situation, cluster) : undefined;
    if (!missing?.nearest || missing.orphan) continue;
    const known = sure && !called.has(missing.nearest);
    if (!known && !isOneLetterOff(missing)) continue;
    const [title, next] = [missingNameTitle(workload, missing), [listServices(missing)]];
    const draft = configuredDraft(workload, reference, title, [absence(missing)], next);
    yield known ? draft : { ...draft, tier: "noticed" };
  }
}

/** A name so near to a Service's is a slip, even where the setting may be no address or the Service is called as well. */
function isOneLetterOff({ name, namespace, nearest }: MissingName): boolean {
  const there = nearest?.metadata;
  return there?.namespace === namespace && name.length > 3 && editDistance(name, there.name) === 1;
}
