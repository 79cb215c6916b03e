// Enforces NetworkPolicies between pods, since the point to point plugin does not: node policy-agent.ts KUBECONFIG
// Pod and namespace selectors, ports by number, ingress and egress; IP blocks and named ports are not enforced.
import { apiClient, every } from "./api-client.ts";
import { run } from "./run.ts";

const INTERVAL_MS = 1000;
export const POLICY_CHAIN = "SITREP-POLICY";

interface Meta {
  name: string;
  namespace?: string;
  labels?: Record<string, string>;
}
interface Selector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}
interface Peer {
  podSelector?: Selector;
  namespaceSelector?: Selector;
}
interface Rule {
  from?: Peer[];
  to?: Peer[];
  ports?: { protocol?: string; port?: number | string }[];
}
interface Policy {
  metadata: Meta;
  spec: { podSelector: Selector; policyTypes?: string[]; ingress?: Rule[]; egress?: Rule[] };
}
interface Pod {
  metadata: Meta;
  spec: { hostNetwork?: boolean };
  status: { podIP?: string; phase?: string };
}
interface World {
  policies: Policy[];
  pods: Pod[];
  namespaces: { metadata: Meta }[];
}

/** The filter table's rules for `iptables-restore --noflush`: a chain per isolated pod and direction, dropping the rest. */
export function policyRules(world: World): string {
  const lines = ["*filter", `:${POLICY_CHAIN} - [0:0]`];
  const jumps = [`-A ${POLICY_CHAIN} -m conntrack --ctstate ESTABLISHED,RELATED -j RETURN`];
  for (const direction of ["Ingress", "Egress"] as const) {
    for (const [i, pod] of world.pods.entries()) {
      const policies = world.policies.filter((policy) => isolates(policy, pod, direction));
      if (policies.length === 0 || !pod.status.podIP) continue;
      const chain = `SITREP-${direction[0]}-${i}`;
      lines.push(`:${chain} - [0:0]`);
      jumps.push(`-A ${POLICY_CHAIN} ${direction === "Ingress" ? "-d" : "-s"} ${pod.status.podIP} -j ${chain}`);
      jumps.push(...policies.flatMap((policy) => allowed(world, policy, direction, chain)), `-A ${chain} -j DROP`);
    }
  }
  return [...lines, ...jumps, "COMMIT", ""].join("\n");
}

function isolates({ metadata, spec }: Policy, pod: Pod, direction: "Ingress" | "Egress"): boolean {
  const types = spec.policyTypes ?? ["Ingress", ...(spec.egress ? ["Egress"] : [])];
  return (
    types.includes(direction) &&
    metadata.namespace === pod.metadata.namespace &&
    selects(spec.podSelector, pod.metadata)
  );
}

function allowed(world: World, policy: Policy, direction: "Ingress" | "Egress", chain: string): string[] {
  const rules = (direction === "Ingress" ? policy.spec.ingress : policy.spec.egress) ?? [];
  return rules.flatMap((rule) => {
    const peers = direction === "Ingress" ? rule.from : rule.to;
    const side = direction === "Ingress" ? "-s" : "-d";
    const sources = peers
      ? peers.flatMap((peer) => addresses(world, policy, peer)).map((ip) => `${side} ${ip} `)
      : [""];
    return sources.flatMap((source) => ports(rule).map((port) => `-A ${chain} ${source}${port}-j RETURN`));
  });
}

function ports(rule: Rule): string[] {
  return (rule.ports ?? [{}]).map(({ protocol, port }) => {
    if (protocol === undefined && port === undefined) return "";
    return `-p ${(protocol ?? "TCP").toLowerCase()} ${typeof port === "number" ? `--dport ${port} ` : ""}`;
  });
}

function addresses(world: World, policy: Policy, peer: Peer): string[] {
  const namespaces = world.namespaces.filter(({ metadata }) =>
    peer.namespaceSelector ? selects(peer.namespaceSelector, metadata) : metadata.name === policy.metadata.namespace,
  );
  const names = new Set(namespaces.map(({ metadata }) => metadata.name));
  const pods = world.pods.filter(
    ({ metadata }) => names.has(metadata.namespace ?? "") && selects(peer.podSelector ?? {}, metadata),
  );
  return pods.flatMap(({ status }) => status.podIP ?? []);
}

function selects({ matchLabels = {}, matchExpressions = [] }: Selector, { labels = {} }: Meta): boolean {
  const equal = Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
  return (
    equal &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      if (operator === "Exists") return value !== undefined;
      if (operator === "DoesNotExist") return value === undefined;
      return (value !== undefined && values.includes(value)) === (operator === "In");
    })
  );
}

if (import.meta.main) {
  const read = apiClient(process.argv[2] ?? "");
  const items = async <T>(path: string) => ((await read(path)) as { items: T[] }).items;
  let before = "";
  await every(INTERVAL_MS, async () => {
    const [policies, pods, namespaces] = await Promise.all([
      items<Policy>("/apis/networking.k8s.io/v1/networkpolicies"),
      items<Pod>("/api/v1/pods"),
      items<{ metadata: Meta }>("/api/v1/namespaces"),
    ]);
    const running = pods.filter((pod) => !pod.spec.hostNetwork && !/Succeeded|Failed/.test(pod.status.phase ?? ""));
    const rules = policyRules({ policies, pods: running, namespaces });
    if (rules !== before) await run("iptables-restore", ["-w", "--noflush"], { input: rules });
    before = rules;
  });
}
