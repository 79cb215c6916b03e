import { keyOf } from "../../../core/object.ts";
import { isCutOffAlone } from "../../compare/lone-replica.ts";
import { type Link, linksOfClass } from "../../graph/links.ts";
import { type Draft, defineRule, look } from "../../rule.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { linkDraft } from "./link-draft.ts";

export const networkUnreachable = defineRule({
  code: "network-unreachable",
  family: "dependency",
  role: "cause",
  dependent: true,
  severity: "critical",
  specificity: 6,
  meaning: "Connections to pods that are ready time out: what is sent to them, or by one caller to all, is lost.",
  needs: "Log lines of callers that time out, a Service with that port, and ready endpoints behind it.",
  remedy: "See network policies, the pods' nodes and their network plugin, and running chaos experiments.",
  disproof: "A connection from another pod to the same port succeeds.",
  *check(situation) {
    const links = linksOfClass(situation, "timeout", "no-route").filter((link) => isOpen(link, situation));
    for (const own of Map.groupBy(links, ({ caller }) => caller).values()) {
      const callees = new Set(own.map(({ peer }) => peer.workload));
      for (const link of own) {
        const { caller, peer } = link;
        if (!caller || !peer.workload) continue;
        yield callees.size > 1 && !othersMiss(links, caller) ? from(link, caller) : to(link, caller, peer.workload);
      }
    }
  },
});

function to(link: Link, caller: WorkloadView, { ref }: WorkloadView): Draft {
  const title = `connections of ${caller.ref.name} to ${ref.name} time out, although its pods are ready`;
  return { ...linkDraft(link, ref, title, [seeNodes(ref.namespace)]), confidence: "medium" };
}

function from(link: Link, { ref }: WorkloadView): Draft {
  const title = `connections of ${ref.name} to everything that it calls time out, although what it calls is ready`;
  return { ...linkDraft(link, ref, title, [seeNodes(ref.namespace)]), confidence: "medium" };
}

function seeNodes(namespace: string) {
  return look("See where the pods run", `kubectl -n ${namespace} get pods -o wide`);
}

/** Do others, too, miss what this caller misses? Then the way to each of them is what is broken. */
function othersMiss(links: readonly Link[], caller: WorkloadView): boolean {
  const missed = new Set(links.filter((link) => link.caller === caller).map(({ peer }) => peer.workload));
  return links.some((link) => link.caller !== caller && missed.has(link.peer.workload));
}

/** Ready endpoints behind a port that the Service has. On one that it does not have nothing answers. */
function isOpen({ caller, peer: { service, workload, port } }: Link, situation: Situation): boolean {
  if (!caller || !service || !workload || keyOf(caller.ref) === keyOf(workload.ref)) return false;
  if (isCutOffAlone(situation, caller)) return false;
  const has = port === undefined || (service.spec?.ports ?? []).some((item) => item.port === port);
  const { known, ready } = situation.backends(service);
  return has && known && ready > 0;
}
