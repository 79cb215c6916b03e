import type { Evidence } from "../../../core/evidence.ts";
import type { NetworkPolicy } from "../../../core/kubernetes/service.ts";
import { cite } from "../../cite.ts";
import { type Call, callsIn } from "../../graph/calls.ts";
import { type Draft, look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import { endOf, podPort } from "./connection-end.ts";
import { allows, type Direction, policiesFor } from "./network-policy.ts";
import { blamed, complaintsOf } from "./policy-blame.ts";

/** The configured calls that policies of one end let through by no rule, by the policy to change. */
export function deniedCalls(situation: Situation, direction: Direction): Map<NetworkPolicy, Call[]> {
  const denied = new Map<NetworkPolicy, Call[]>();
  for (const call of callsIn(situation)) {
    const [from, to] = [endOf(situation, call.caller), endOf(situation, call.callee)];
    const [own, other] = direction === "Ingress" ? [to, from] : [from, to];
    const policies = policiesFor(situation, own, direction);
    const port = podPort(call.callee, call.port, call.protocol);
    if (policies.some((policy) => allows(policy, direction, other, port))) continue;
    const policy = blamed(policies, direction);
    if (policy) denied.set(policy, [...(denied.get(policy) ?? []), call]);
  }
  return denied;
}

/** A finding about a policy; it is loud when a caller's log complains. */
export function policyDraft(
  policy: NetworkPolicy,
  title: string,
  fact: string,
  said: readonly Evidence[],
  more: Pick<Draft, "affects"> & { configured?: readonly Evidence[] },
): Draft {
  const { name, namespace = "", creationTimestamp = null } = policy.metadata;
  return {
    object: refOf(policy),
    title: `NetworkPolicy ${name} ${title}`,
    confidence: said.length > 0 ? "high" : "medium",
    severity: said.length > 0 ? "critical" : "warning",
    since: creationTimestamp,
    affects: more.affects ?? [],
    evidence: [
      cite.object(refOf(policy), `${name} ${fact}`, {}, creationTimestamp),
      ...(more.configured ?? []),
      ...said,
    ],
    next: [look("See the policy", `kubectl -n ${namespace} describe networkpolicy ${name}`)],
  };
}

/** Where the calls are configured, and what their callers' logs say. */
export function callEvidence(
  situation: Situation,
  calls: readonly Call[],
): { configured: Evidence[]; said: Evidence[] } {
  const configured = calls.map(({ reference: { holder, where, host, port } }) =>
    cite.object(holder, `${where} names ${host}${port ? `:${port}` : ""}`),
  );
  const said = calls.flatMap(({ caller, service }) => complaintsOf(situation, caller, service));
  return { configured: configured.slice(0, 3), said: said.slice(0, 4) };
}

/** `a, b and 2 more`. */
export function someOf(names: readonly string[]): string {
  const unique = [...new Set(names)];
  return `${unique.slice(0, 3).join(", ")}${unique.length > 3 ? ` and ${unique.length - 3} more` : ""}`;
}
