import { linksOfClass } from "../../graph/links.ts";
import { change, defineRule } from "../../rule.ts";
import { holderOf, isSuffering, linkDraft } from "./link-draft.ts";

export const externalNameUnknown = defineRule({
  code: "external-name-unknown",
  family: "dependency",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 6,
  meaning: "A host outside the cluster that a workload needs does not exist in DNS.",
  needs: "A failed lookup of an outside name by a workload that is in trouble.",
  remedy: "Correct the name; if it is right, look at the resolvers that cluster DNS forwards to.",
  disproof: "The name resolves from another network.",
  *check(situation) {
    for (const link of linksOfClass(situation, "dns-unknown")) {
      const { peer, caller } = link;
      if (peer.kind !== "external" || !caller || !(link.clue.ended || isSuffering(caller))) continue;
      yield {
        ...linkDraft(link, holderOf(link), `${caller.ref.name} needs ${peer.host}, which does not resolve in DNS`, [
          change(
            "Look the name up from a pod made for it (any image with nslookup will do)",
            `kubectl -n ${caller.ref.namespace} run lookup --rm -it --restart=Never --image=busybox:1.37 -- nslookup ${peer.host}`,
          ),
        ]),
        affects: [caller.ref],
      };
    }
  },
});
