import type { Evidence } from "../../../core/evidence.ts";
import type { NetworkPolicy, Service } from "../../../core/kubernetes/service.ts";
import { cite } from "../../cite.ts";
import { linksIn } from "../../graph/links.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/**
 * Of several policies that select an end and let nothing through, the one to change: one with rules in this direction,
 * which was meant to allow something, before one that denies everything; then the newest.
 */
export function blamed(policies: readonly NetworkPolicy[], direction: "Ingress" | "Egress"): NetworkPolicy | undefined {
  const rules = ({ spec }: NetworkPolicy) => (direction === "Ingress" ? spec?.ingress : spec?.egress) ?? [];
  return policies.toSorted(
    (a, b) =>
      Math.sign(rules(b).length) - Math.sign(rules(a).length) ||
      (b.metadata.creationTimestamp ?? "").localeCompare(a.metadata.creationTimestamp ?? "") ||
      a.metadata.name.localeCompare(b.metadata.name),
  )[0];
}

/** A policy drops packets: connections time out, or where it rejects, are refused. */
const DROPPED = new Set(["timeout", "no-route", "refused", "deadline", "reset", "dns-failing", "dns-unknown"]);

/** What the caller's log says about this Service, as far as a policy can be behind it. */
export function complaintsOf(situation: Situation, caller: WorkloadView, service: Service | undefined): Evidence[] {
  return linksIn(situation)
    .filter(
      (link) =>
        link.caller === caller &&
        DROPPED.has(link.clue.class) &&
        (service === undefined || link.peer.service === service),
    )
    .slice(0, 2)
    .map(({ clue }) => cite.log(clue.stream, clue.line, clue.count));
}
