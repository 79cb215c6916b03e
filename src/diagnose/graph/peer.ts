import type { Service } from "../../core/kubernetes/service.ts";
import type { Entities } from "../logs/signature.ts";
import { type Product, productOf, runs } from "../situation/products.ts";
import type { Situation } from "../situation/situation.ts";
import type { WorkloadView } from "../situation/workload.ts";
import { serviceCalled } from "./called.ts";
import { nearestName } from "./nearest-name.ts";
import { ownStore } from "./own-store.ts";
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
export function peerOf(situation: Situation, caller: WorkloadView, entities: Entities, product?: Product): Peer {
  const { host, ip, peer } = entities;
  const port = entities.port === undefined ? undefined : Number(entities.port);
  const address = host && !isIp(host) ? undefined : (ip ?? host);
  if (host && !isIp(host)) return byName(situation, caller, host, port);
  if (address) return byIp(situation, caller, address, port);
  const called = peer ? serviceCalled(situation, caller.ref.namespace, peer) : undefined;
  if (called) return byName(situation, caller, nameFrom(caller, called), port);
  const reference = onlyReference(situation.references(caller), port, product);
  if (reference) return peerAt(situation, caller, { ...reference, port: port ?? reference.port });
  return unnamed(situation, caller, product) ?? { ...NOBODY, port };
}

/** What an address of the caller's configuration leads to. */
export function peerAt(situation: Situation, caller: WorkloadView, reference: Reference): Peer {
  return { ...byName(situation, caller, reference.host, reference.port), reference };
}

/** An error of a store's client that names no host, of a caller whose configuration names none: the store that is its own. */
function unnamed(situation: Situation, caller: WorkloadView, product: Product | undefined): Peer | undefined {
  const store = product && ownStore(situation, caller, product);
  if (!store) return undefined;
  const { name, namespace = "" } = store.service.metadata;
  return { ...NOBODY, kind: "service", host: name, cluster: { name, namespace }, ...store };
}

/** As the caller's namespace looks it up. */
function nameFrom({ ref }: WorkloadView, { metadata: { name, namespace } }: Service): string {
  return namespace === ref.namespace ? name : `${name}.${namespace}.svc`;
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
  const namesake = cluster && !situation.lists("Service") ? workloadOf(situation, cluster) : undefined;
  if (namesake) return { ...known, kind: "pod", cluster, workload: namesake };
  if (cluster) return { ...known, kind: "missing", cluster };
  return { ...known, kind: "external" };
}

/** Where Services cannot be listed: the workload that has the name of its Service, as most have. */
function workloadOf(situation: Situation, { name, namespace }: { name: string; namespace: string }) {
  return situation.workloads.find(({ ref }) => ref.name === name && ref.namespace === namespace);
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
    const reference = onlyReference(situation.references(caller), port, undefined);
    return reference ? { ...byName(situation, caller, reference.host, port), reference } : known;
  }
  return { ...known, kind: "pod", workload: situation.workload(situation.ownerOf(pod)) };
}

function isIp(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) || text.includes(":");
}

function onlyReference(
  references: readonly Reference[],
  port: number | undefined,
  product: Product | undefined,
): Reference | undefined {
  const about = references.filter((item) => {
    if (port !== undefined) return item.port === port && (item.service !== undefined || item.cluster !== undefined);
    return product !== undefined && (item.port === product.port || product.names.test(`${item.where} ${item.host}`));
  });
  const [first, ...others] = about;
  return first && others.every(({ host }) => host === first.host) ? first : undefined;
}

/** Does a line of this signature come from the server itself, judging by what the workload runs? */
export function isServerOf(workload: WorkloadView, signature: string): boolean {
  const product = productOf(signature);
  return product !== undefined && runs(workload, product);
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
  const names = situation.all("Service", namespace).map(({ metadata }) => metadata.name);
  const near = nearestName(name, names, name.length < 5 ? 1 : name.length < 11 ? 2 : 3);
  return near === undefined ? undefined : situation.find("Service", namespace, near);
}
