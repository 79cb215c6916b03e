import type { Node } from "../../../core/kubernetes/node.ts";
import type { Pod, PodSpec } from "../../../core/kubernetes/pod.ts";
import { bytes, quantity } from "../../../core/quantity.ts";
import type { Placement } from "./placement.ts";
import { requested, resourcesOf } from "./requests.ts";
import type { Lack, Requirement } from "./requirement.ts";

/** Resources, pod slots and host ports that a node has too little of for a pod. */
export function lacking({ spec }: Pod, node: Node, placement: Placement): Lack[] {
  const others = placement.on(node.metadata.name);
  const slots = quantity(node.status?.allocatable?.pods) ?? Infinity;
  const taken = new Set(others.flatMap((other) => hostPorts(other.spec)));
  const ports = hostPorts(spec).filter((port) => taken.has(port));
  return [
    ...resourcesOf(spec).flatMap((resource): Lack[] => {
      const size = sizeOf(node, resource);
      const left = size - placement.used(node.metadata.name, resource);
      return requested(spec, resource) > left ? [[shortOf(resource), roomText(resource, left, size)]] : [];
    }),
    ...(others.length >= slots ? [["too-many-pods", `runs ${others.length} pods and may run ${slots}`] as const] : []),
    ...(ports.length > 0 ? [["host-port", `has host port ${ports.join(", ")} in use`] as const] : []),
  ];
}

/** What a node offers of a resource. Devices that it does not list it does not have; of the rest nothing is known then. */
export function sizeOf({ status }: Node, resource: string): number {
  const offers = status?.allocatable ?? status?.capacity ?? {};
  const isDevice = resource.includes("/") || resource.startsWith("hugepages-");
  return quantity(offers[resource]) ?? (isDevice && offers.cpu !== undefined ? 0 : Infinity);
}

/** `1.5 CPU`, `2Gi memory`, `1 nvidia.com/gpu`. */
export function amountText(resource: string, amount: number): string {
  if (/memory|storage|hugepages/.test(resource)) return `${bytes(Math.round(amount))} ${resource}`;
  return `${Math.round(amount * 1000) / 1000} ${resource === "cpu" ? "CPU" : resource}`;
}

function roomText(resource: string, left: number, size: number): string {
  return size === 0
    ? `offers no ${resource}`
    : `has ${amountText(resource, Math.max(0, left))} left of ${amountText(resource, size)}`;
}

function shortOf(resource: string): Requirement {
  if (resource === "cpu") return "insufficient-cpu";
  return resource === "memory" ? "insufficient-memory" : "insufficient-resource";
}

/** `8080/TCP`. Ports of pods in the host's network are host ports all. */
export function hostPorts(spec: PodSpec | undefined): string[] {
  const sidecars = (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === "Always");
  const ports = [...sidecars, ...(spec?.containers ?? [])].flatMap((container) => container.ports ?? []);
  return ports.flatMap(({ hostPort, containerPort, protocol = "TCP" }) => {
    const port = hostPort ?? (spec?.hostNetwork ? containerPort : undefined);
    return port ? [`${port}/${protocol}`] : [];
  });
}
