import type { Pod } from "../../core/kubernetes/pod.ts";
import type { EndpointSlice, Endpoints, Service } from "../../core/kubernetes/service.ts";
import type { Selected } from "./labelled.ts";
import type { ObjectIndex } from "./object-index.ts";

/** What the cluster routes a Service to, as EndpointSlices (or Endpoints) say. `known` is false when neither was seen. */
export interface Backends {
  known: boolean;
  ready: number;
  notReady: number;
  /** Its EndpointSlices that were seen. */
  slices: readonly EndpointSlice[];
  /** Pods whose labels the selector matches, living or not. */
  selected: readonly Pod[];
}

export function backendsOf(
  service: Service,
  index: ObjectIndex,
  podsWith: Selected<Pod>,
  slicesByService: ReadonlyMap<string, readonly EndpointSlice[]>,
): Backends {
  const namespace = service.metadata.namespace ?? "";
  const name = service.metadata.name;
  const selected = podsWith(namespace, service.spec?.selector);
  const slices = slicesByService.get(`${service.metadata.namespace}/${name}`) ?? [];
  if (slices.length > 0 || index.lists("EndpointSlice", namespace))
    return { known: true, selected, slices, ...countSlices(slices) };
  const endpoints = index.find("Endpoints", namespace, name);
  return {
    known: endpoints !== undefined || index.lists("Endpoints", namespace),
    selected,
    slices,
    ...countEndpoints(endpoints),
  };
}

/** A missing `ready` means ready (discovery/v1). A dual-stack Service has a slice per family: the larger count is taken. */
function countSlices(slices: readonly EndpointSlice[]): { ready: number; notReady: number } {
  const families = [...Map.groupBy(slices, ({ addressType }) => addressType ?? "").values()].map((family) => {
    const all = family.flatMap(({ endpoints }) => endpoints ?? []);
    const ready = all.filter(({ conditions }) => conditions?.ready !== false).length;
    return { ready, notReady: all.length - ready };
  });
  return families.sort((a, b) => b.ready + b.notReady - a.ready - a.notReady)[0] ?? { ready: 0, notReady: 0 };
}

function countEndpoints(endpoints: Endpoints | undefined): { ready: number; notReady: number } {
  const subsets = endpoints?.subsets ?? [];
  return {
    ready: subsets.flatMap(({ addresses }) => addresses ?? []).length,
    notReady: subsets.flatMap(({ notReadyAddresses }) => notReadyAddresses ?? []).length,
  };
}
