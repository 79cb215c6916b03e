import type { Service } from "../../core/kubernetes.ts";
import type { Entities } from "../logs/signature.ts";
import type { Situation } from "../situation/situation.ts";
import type { WorkloadView } from "../situation/workload.ts";
import { type Reference, resolveHost } from "./references.ts";

/** The other end of a connection that a workload talks about. */
export interface Peer {
  /**
   * `service` and `pod` exist here; `missing` is a cluster name that no Service has; `local` the pod itself;
   * `external` lies outside; `unknown` when nothing names it.
   */
  kind: "service" | "pod" | "missing" | "local" | "external" | "unknown";
  /** As the line or the configuration writes it. */
  host: string | undefined;
  port: number | undefined;
  service: Service | undefined;
  /** What answers there: the workload behind the Service or the pod's. */
  workload: WorkloadView | undefined;
  cluster: { name: string; namespace: string } | undefined;
  /** Where the caller's configuration names it. */
  reference: Reference | undefined;
}

const NOBODY: Peer = {
  kind: "unknown",
  host: undefined,
  port: undefined,
  service: undefined,
  workload: undefined,
  cluster: undefined,
  reference: undefined,
};

/** The peer that a log line of this workload is about; of a line without a name, what its configuration leaves as the only one. */
export function peerOf(situation: Situation, caller: WorkloadView, entities: Entities, signature = ""): Peer {
  const { host, ip } = entities;
  const port = entities.port === undefined ? undefined : Number(entities.port);
  const address = host && !isIp(host) ? undefined : (ip ?? host);
  if (host && !isIp(host)) return byName(situation, caller, host, port);
  if (address) return byIp(situation, caller, address, port);
  const reference = onlyReference(situation.references(caller), port, signature);
  return reference
    ? { ...byName(situation, caller, reference.host, port ?? reference.port), reference }
    : { ...NOBODY, port };
}

function byName(situation: Situation, caller: WorkloadView, host: string, port: number | undefined): Peer {
  const reference = situation
    .references(caller)
    .find(
      (item) =>
        item.host.toLowerCase() === host.toLowerCase() &&
        (port === undefined || item.port === undefined || item.port === port),
    );
  const known = { ...NOBODY, host, port: port ?? reference?.port, reference };
  const resolved = resolveHost(situation, caller.ref.namespace, host);
  if (!resolved) return { ...known, kind: "local" };
  const { service, cluster } = resolved;
  if (service) return { ...known, kind: "service", service, cluster, workload: situation.behind(service)[0] };
  if (cluster) return { ...known, kind: "missing", cluster };
  return { ...known, kind: "external" };
}

function byIp(situation: Situation, caller: WorkloadView, ip: string, port: number | undefined): Peer {
  const known = { ...NOBODY, host: ip, port };
  if (/^(?:127\.|::1$|0\.0\.0\.0$)/.test(ip)) return { ...known, kind: "local" };
  const service = situation.ips.service(ip);
  if (service) {
    const reference = situation
      .references(caller)
      .find(
        (item) => item.service === service && (port === undefined || item.port === undefined || item.port === port),
      );
    return {
      ...known,
      kind: "service",
      service,
      reference,
      host: service.metadata.name,
      workload: situation.behind(service)[0],
    };
  }
  const pod = situation.ips.pod(ip);
  if (!pod) {
    const reference = onlyReference(situation.references(caller), port, "");
    return reference ? { ...byName(situation, caller, reference.host, port), reference } : known;
  }
  return { ...known, kind: "pod", workload: situation.workload(situation.ownerOf(pod)) };
}

function isIp(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) || text.includes(":");
}

/** Which setting a product's own error is about, when the line names no host. */
const PRODUCTS: readonly [RegExp, number, RegExp][] = [
  [/^(?:pg|libpq|psycopg|pgjdbc|npgsql|pgx|pq-)/, 5432, /postgres|pgsql|\bpg\b/i],
  [/^(?:mysql|mariadb|node-mysql|go-mysql|mysqlconnector)/, 3306, /mysql|maria/i],
  [/^(?:redis|lettuce|jedis|seredis|go-redis|ruby-redis)/, 6379, /redis|valkey|cache/i],
  [/^(?:mongo|mgo|pymongo)/, 27017, /mongo/i],
  [/^(?:kafka|librdkafka)/, 9092, /kafka|broker|bootstrap/i],
  [/^(?:rabbit|amqp|pika|kombu)/, 5672, /rabbit|amqp|broker/i],
  [/^(?:elastic)/, 9200, /elastic|opensearch/i],
];

function onlyReference(
  references: readonly Reference[],
  port: number | undefined,
  signature: string,
): Reference | undefined {
  const product = PRODUCTS.find(([id]) => id.test(signature));
  const about = references.filter((item) => {
    if (port !== undefined) return item.port === port && (item.service !== undefined || item.cluster !== undefined);
    return product !== undefined && (item.port === product[1] || product[2].test(`${item.where} ${item.host}`));
  });
  const [first, ...others] = about;
  return first && others.every(({ host }) => host === first.host) ? first : undefined;
}

/** Does a line of this signature come from the server itself, judging by what the workload runs? */
export function isServerOf(workload: WorkloadView, signature: string): boolean {
  const images = (workload.template.spec?.containers ?? [])
    .map(({ image = "" }) => image.split("/").at(-1) ?? "")
    .join(" ");
  const product = PRODUCTS.find(([id]) => id.test(signature));
  return product?.[2].test(images) ?? false;
}

/** The Service whose name comes nearest to one that does not exist, in its namespace first; or the same name elsewhere. */
export function nearestService(
  situation: Situation,
  { name, namespace }: { name: string; namespace: string },
): Service | undefined {
  const elsewhere = situation
    .all("Service")
    .find((item) => item.metadata.name === name && item.metadata.namespace !== namespace);
  if (elsewhere) return elsewhere;
  const scored = situation
    .all("Service", namespace)
    .map((service) => ({ service, distance: editDistance(name, service.metadata.name) }));
  const [best] = scored.sort(
    (a, b) => a.distance - b.distance || a.service.metadata.name.localeCompare(b.service.metadata.name),
  );
  return best && best.distance <= (name.length < 5 ? 1 : name.length < 11 ? 2 : 3) ? best.service : undefined;
}

/** Levenshtein distance, one row at a time. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
