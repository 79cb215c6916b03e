import type { Pod } from "../../../core/kubernetes/pod.ts";
import type { Service } from "../../../core/kubernetes/service.ts";
import { isTerminating, readySince } from "../../situation/pod.ts";
import type { Situation } from "../../situation/situation.ts";

/** The controller writes endpoints within a second; under load within some ten. */
const LATE_MS = 60_000;

export interface NeglectedService {
  service: Service;
  /** Its pods that have long been ready, none of which is an endpoint. */
  missing: readonly Pod[];
  /** When the last of them became ready. */
  since: number;
}

/**
 * A Service of whose long-ready pods no endpoint speaks; nothing is said where an endpoint does not tell whose it is. Where some
 * are there, the others may only be captured apart.
 */
export function neglectedService(situation: Situation, service: Service): NeglectedService | undefined {
  const isListed = situation.lists("EndpointSlice", service.metadata.namespace ?? "");
  if (!service.spec?.selector || service.spec.type === "ExternalName" || !isListed) return undefined;
  const { slices, selected } = situation.backends(service);
  const endpoints = slices.flatMap((slice) => slice.endpoints ?? []);
  if (endpoints.some(({ targetRef, addresses = [] }) => !targetRef && addresses.length === 0)) return undefined;
  const known = new Set(endpoints.flatMap(({ targetRef, addresses = [] }) => [targetRef?.name, ...addresses]));
  const missing = selected.filter((pod) => isSteady(situation, pod) && hasPorts(service, pod));
  if (
    missing.length === 0 ||
    missing.some(({ metadata, status }) => known.has(metadata.name) || known.has(status?.podIP ?? ""))
  )
    return undefined;
  return { service, missing, since: Math.max(...missing.map((pod) => readySince(pod) ?? 0)) };
}

function isSteady({ now }: Situation, pod: Pod): boolean {
  const since = readySince(pod);
  return since !== undefined && now - since > LATE_MS && !isTerminating(pod) && Boolean(pod.status?.podIP);
}

/** A pod without a port of the name that the Service asks for is rightly no endpoint. */
function hasPorts({ spec }: Service, pod: Pod): boolean {
  const declared = new Set(pod.spec?.containers?.flatMap(({ ports = [] }) => ports.map(({ name }) => name)));
  return spec?.ports?.every(({ targetPort }) => typeof targetPort !== "string" || declared.has(targetPort)) ?? true;
}
