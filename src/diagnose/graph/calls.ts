import type { Service } from "../../core/kubernetes/service.ts";
import { once } from "../../core/once.ts";
import { serving, targetNumber } from "../situation/service-ports.ts";
import type { Situation } from "../situation/situation.ts";
import type { WorkloadView } from "../situation/workload.ts";
import { linksIn, NOT_REACHED } from "./links.ts";
import type { Reference } from "./references.ts";

/** Collectors of traces and metrics are often configured and not installed; nothing that serves depends on them. */
const TELEMETRY =
  /otel|otlp|opentelemetry|jaeger|zipkin|statsd|datadog|newrelic|sentry|telemetry|tracing|tempo\b|pyroscope/i;

export function isTelemetry({ host, where }: Pick<Reference, "host" | "where">): boolean {
  return TELEMETRY.test(host) || TELEMETRY.test(where);
}

/** References of the workload to others: its own name in its own configuration is what it advertises, not what it calls. */
export function outward(situation: Situation, workload: WorkloadView): Reference[] {
  const own = situation.services(workload);
  return situation
    .references(workload)
    .filter((item) => !isTelemetry(item) && !(item.service && own.includes(item.service)));
}

/** One workload calling another through a Service, as configured. */
export interface Call {
  caller: WorkloadView;
  callee: WorkloadView;
  service: Service;
  /** The pod's port that the Service port leads to. */
  port: number;
  protocol: string;
  reference: Reference;
}

/** Every call that configuration tells of, or a log that complains of it, with the pod port it ends at. */
export const callsIn = once((situation: Situation): readonly Call[] =>
  situation.workloads.flatMap((caller) => callsOf(situation, caller)),
);

function callsOf(situation: Situation, caller: WorkloadView): Call[] {
  const known = outward(situation, caller).filter(({ sure }) => sure);
  const named = new Set(known.map(({ service }) => service));
  const others = complained(situation, caller).filter(({ service }) => !named.has(service));
  return [...known, ...others].flatMap((reference) => {
    const { service, port } = reference;
    if (!service) return [];
    const ports = service.spec?.ports ?? [];
    const own =
      port === undefined ? (ports.length === 1 ? ports[0] : undefined) : ports.find((item) => item.port === port);
    return situation.behind(service).flatMap((callee) => {
      const declared = serving(callee).flatMap((container) => container.ports ?? []);
      const number = own && targetNumber(own, declared);
      return own && number !== undefined && callee !== caller
        ? [{ caller, callee, service, port: number, protocol: own.protocol ?? "TCP", reference }]
        : [];
    });
  });
}

/**
 * Services that the caller's log says it cannot do with, and that its configuration does not mention: named there, or
 * guessed to be what does not answer. What a peer answered tells of no call that is kept from it.
 */
function complained(situation: Situation, caller: WorkloadView): Reference[] {
  return linksIn(situation).flatMap(({ caller: from, peer, clue }) => {
    const { host, port, service, cluster } = peer;
    const told = clue.entities.host ?? clue.entities.ip;
    if (from !== caller || !service || !host || !(told || NOT_REACHED.has(clue.class))) return [];
    const where = `log of container ${clue.stream.container}`;
    return [{ host, port, key: "", where, holder: caller.ref, sure: true, service, cluster }];
  });
}
