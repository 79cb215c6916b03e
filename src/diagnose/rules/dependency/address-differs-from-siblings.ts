import { cite } from "../../cite.ts";
import { defineRule, look } from "../../rule.ts";
import { someOf } from "../../some-of.ts";
import { seeConfiguration } from "./link-draft.ts";
import { oddOnesOut } from "./odd-one-out.ts";

export const addressDiffersFromSiblings = defineRule({
  code: "address-differs-from-siblings",
  family: "dependency",
  role: "cause",
  severity: "warning",
  tier: "noticed",
  specificity: 6,
  meaning: "One workload has another address in a setting for which all the others of its namespace have the same.",
  needs: "The setting of the same name in at least three workloads, all of them alike but one.",
  remedy: "Give it the address that the others have, unless it is meant to differ.",
  disproof: "It is meant to use another instance.",
  *check(situation) {
    for (const { workload, reference, address, usual, siblings } of oddOnesOut(situation)) {
      const { namespace } = workload.ref;
      yield {
        object: reference.holder,
        title: `${workload.ref.name} has ${reference.key} ${address}, ${someOf(siblings.map(({ ref }) => ref.name))} have ${usual}`,
        confidence: "medium",
        affects: [workload.ref],
        evidence: [
          cite.object(reference.holder, `${reference.where} names ${address}`),
          ...siblings.slice(0, 2).map(({ ref }) => cite.object(ref, `${ref.name}: ${reference.key} names ${usual}`)),
        ],
        next: [
          seeConfiguration(reference.holder),
          look("See which Services there are", `kubectl -n ${namespace} get services`),
        ],
      };
    }
  },
});
