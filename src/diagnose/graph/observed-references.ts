import type { Service } from "../../core/kubernetes/service.ts";
import type { LogStream } from "../../core/observation.ts";
import type { Clue } from "../logs/clues.ts";
import type { IpIndex } from "../situation/ip-index.ts";
import type { ObjectIndex } from "../situation/object-index.ts";
import type { WorkloadView } from "../situation/workload.ts";
import { type Reference, resolveHost } from "./references.ts";

/** Calls that no configuration mentions, as the workload's logs tell them: each Service once a container. */
export function observedReferences(
  workload: WorkloadView,
  clues: readonly Clue[],
  streams: readonly LogStream[],
  index: ObjectIndex,
  ips: IpIndex,
): Reference[] {
  const { namespace } = workload.ref;
  const hosts = [
    ...clues.flatMap(({ entities, stream }) => {
      const host = entities.host ?? entities.ip;
      return host ? [{ host, port: entities.port, container: stream.container }] : [];
    }),
    ...streams.flatMap((stream) => [...proxied(stream), ...mentioned(stream, index, namespace)]),
  ];
  const found = hosts.flatMap(({ host, port, container }) => {
    const service = ips.service(host) ?? resolveHost(index, namespace, host)?.service;
    return service ? [reference(workload, service, host, port, container)] : [];
  });
  return [...new Map(found.map((item) => [`${item.host} ${item.port ?? ""} ${item.where}`, item])).values()];
}

function reference({ ref }: WorkloadView, service: Service, host: string, port: string | undefined, container: string) {
  const { name, namespace = "" } = service.metadata;
  const where = `log of container ${container}`;
  const number = port ? Number(port) : undefined;
  return { host, port: number, key: "", where, holder: ref, sure: false, service, cluster: { name, namespace } };
}

interface Host {
  host: string;
  port: string | undefined;
  container: string;
}

/** Calls that are still being made stand among the newest lines. */
const NEWEST = 300;
/** Envoy's name of the cluster that a request was sent to, in the access log of a mesh sidecar. */
const OUTBOUND = /\boutbound\|(\d{1,5})\|[\w-]*\|([\w.-]+)/;

/** What a sidecar's access log says the pod calls. */
function proxied({ lines, container }: LogStream): Host[] {
  return lines.slice(-NEWEST).flatMap(({ text }) => {
    const [, port, host] = text.includes("outbound|") ? (OUTBOUND.exec(text) ?? []) : [];
    return host ? [{ host, port, container }] : [];
  });
}

const TROUBLE = /error|fail|exception|refused|timed? ?out|unavailable|unreachable|cannot|could not|unable|\b50[0-4]\b/i;
const WORD = /[a-z0-9][a-z0-9-]*[a-z0-9]/g;
/** Before a name that is an ordinary word as well. */
const LEADS_TO =
  /\b(?:call(?:ing|ed)?|to|from|reach|contact(?:ing)?|service|server|host|upstream|backend|dial(?:ing)?|lookup|resolve)\s+["'`]?$|:\/\/$/i;
/** A name this long, or of several words, is not said by chance. */
const DISTINCT = 12;

/** Services that lines about a trouble name: `failed to call search: internal error`. */
function mentioned({ lines, container }: LogStream, index: ObjectIndex, namespace: string): Host[] {
  return lines.slice(-NEWEST).flatMap(({ text }) => {
    if (text.length > 2000 || !TROUBLE.test(text)) return [];
    return [...text.matchAll(WORD)].flatMap(({ 0: word, index: at }) => {
      if (!index.find("Service", namespace, word)) return [];
      const said = word.includes("-") || word.length >= DISTINCT || LEADS_TO.test(text.slice(Math.max(0, at - 16), at));
      return said ? [{ host: word, port: undefined, container }] : [];
    });
  });
}
