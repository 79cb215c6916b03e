import type { NetworkPolicy, NetworkPolicyPeer } from "../../../core/kubernetes/service.ts";
import { matches } from "../../situation/selector.ts";
import type { Situation } from "../../situation/situation.ts";
import type { End, PodPort } from "./connection-end.ts";
import { inBlock } from "./ip-block.ts";

export type Direction = "Ingress" | "Egress";

/** The policies that select this end in that direction. None: everything is allowed. */
export function policiesFor(situation: Situation, end: End, direction: Direction): NetworkPolicy[] {
  return situation
    .all("NetworkPolicy", end.namespace)
    .filter((policy) => typesOf(policy).includes(direction) && matches(policy.spec?.podSelector ?? {}, end.labels));
}

/** networking/v1: Ingress always, Egress when the policy has rules for it, unless policyTypes says. */
function typesOf({ spec }: NetworkPolicy): string[] {
  return spec?.policyTypes ?? (spec?.egress ? ["Ingress", "Egress"] : ["Ingress"]);
}

/** Does one of the policy's rules let this connection through? */
export function allows(policy: NetworkPolicy, direction: Direction, other: End, port: PodPort): boolean {
  const rules =
    direction === "Ingress"
      ? (policy.spec?.ingress ?? []).map((rule) => ({ peers: rule.from, ports: rule.ports }))
      : (policy.spec?.egress ?? []).map((rule) => ({ peers: rule.to, ports: rule.ports }));
  return rules.some(
    ({ peers, ports }) =>
      (!peers?.length || peers.some((peer) => isPeer(peer, policy, other))) &&
      (!ports?.length || ports.some((item) => isPort(item, port))),
  );
}

function isPeer(
  { podSelector, namespaceSelector, ipBlock }: NetworkPolicyPeer,
  policy: NetworkPolicy,
  other: End,
): boolean {
  if (ipBlock)
    return other.ips.some(
      (ip) => inBlock(ip, ipBlock.cidr ?? "") && !(ipBlock.except ?? []).some((cidr) => inBlock(ip, cidr)),
    );
  const namespace = namespaceSelector
    ? matches(namespaceSelector, other.namespaceLabels)
    : other.namespace === (policy.metadata.namespace ?? "");
  return namespace && (!podSelector || matches(podSelector, other.labels));
}

function isPort(
  item: { port?: number | string; protocol?: string; endPort?: number },
  { number, protocol, names }: PodPort,
): boolean {
  if ((item.protocol ?? "TCP") !== protocol) return false;
  if (item.port === undefined) return true;
  if (typeof item.port === "string") return names.includes(item.port);
  return item.endPort === undefined ? item.port === number : number >= item.port && number <= item.endPort;
}
