import type { KubeObject, NetworkPolicy, NetworkPolicyPeer, Pod } from "../../../core/kubernetes.ts";
import { matches } from "../../situation/selector.ts";
import { serving } from "../../situation/service-ports.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

export type Direction = "Ingress" | "Egress";

/** One end of a connection: its labels, those of its namespace, and its addresses. */
export interface End {
  namespace: string;
  labels: Record<string, string>;
  namespaceLabels: Record<string, string>;
  ips: readonly string[];
}

/** What a connection is made to: the pod's port, and the names that the pod gives to ports. */
export interface PodPort {
  number: number;
  protocol: string;
  names: readonly string[];
}

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

/** Is this IPv4 address in the block? IPv6 is not told: such a rule counts as matching. */
export function inBlock(ip: string, cidr: string): boolean {
  const [base = "", bits = "32"] = cidr.split("/");
  if (base.includes(":") || ip.includes(":")) return true;
  const mask = Number(bits) === 0 ? 0 : (-1 << (32 - Number(bits))) >>> 0;
  return (numberOf(ip) & mask) >>> 0 === (numberOf(base) & mask) >>> 0;
}

function numberOf(ip: string): number {
  return ip.split(".").reduce((sum, part) => ((sum << 8) | Number(part)) >>> 0, 0);
}

/** A workload as one end of a connection. */
export function endOf(situation: Situation, { ref, template, pods }: WorkloadView): End {
  return {
    namespace: ref.namespace,
    labels: template.metadata?.labels ?? {},
    namespaceLabels: labelsOf(situation.find("Namespace", "", ref.namespace), ref.namespace),
    ips: pods.flatMap(({ status }: Pod) => status?.podIP ?? []),
  };
}

/** Every namespace has its name as a label since 1.21; older captures and partial ones may not show it. */
function labelsOf(namespace: KubeObject | undefined, name: string): Record<string, string> {
  return { "kubernetes.io/metadata.name": name, ...namespace?.metadata.labels };
}

export function podPort(workload: WorkloadView, number: number, protocol = "TCP"): PodPort {
  const ports = serving(workload).flatMap((container) => container.ports ?? []);
  return {
    number,
    protocol,
    names: ports.filter(({ containerPort }) => containerPort === number).flatMap(({ name }) => name ?? []),
  };
}
