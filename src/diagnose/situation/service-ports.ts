import type { Container, ContainerPort } from "../../core/kubernetes/container.ts";
import type { Service, ServicePort } from "../../core/kubernetes/service.ts";
import type { Situation } from "./situation.ts";
import type { WorkloadView } from "./workload.ts";

/** A Service port and the containers that it sends to. */
export interface Target {
  service: Service;
  port: ServicePort;
  workload: WorkloadView;
  containers: readonly Container[];
  declared: readonly ContainerPort[];
}

/** Every port of every Service with a selector, against each workload it selects. */
export function targetsIn(situation: Situation): Target[] {
  return situation.all("Service").flatMap((service) => {
    if (service.spec?.type === "ExternalName") return [];
    return situation.behind(service).flatMap((workload) => {
      const containers = serving(workload);
      const declared = containers.flatMap(({ ports }) => ports ?? []);
      return (service.spec?.ports ?? []).map((port) => ({ service, port, workload, containers, declared }));
    });
  });
}

/** Containers that can serve: the ordinary ones and sidecars. */
export function serving({ template }: WorkloadView): Container[] {
  const sidecars = (template.spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === "Always");
  return [...sidecars, ...(template.spec?.containers ?? [])];
}

/** The pod port behind a Service port: a number, or the container port of that name; `undefined` when no container has the name. */
export function targetNumber(
  { port, targetPort }: ServicePort,
  declared: readonly ContainerPort[],
): number | undefined {
  if (targetPort === undefined || targetPort === 0) return port;
  if (typeof targetPort === "number") return targetPort;
  return /^\d+$/.test(targetPort)
    ? Number(targetPort)
    : declared.find(({ name }) => name === targetPort)?.containerPort;
}

/** `http → 8080`. */
export function portText({ name, port, targetPort }: ServicePort): string {
  return `${name ? `${name} ` : ""}${port} → ${targetPort ?? port}`;
}

export function declaredText(declared: readonly ContainerPort[]): string {
  return declared.map(({ name, containerPort }) => `${containerPort}${name ? ` (${name})` : ""}`).join(", ") || "none";
}

/**
 * The port is nobody's, and a declared port of the same protocol is left over. Containers may serve what they do not
 * declare, so a port that is merely undeclared says nothing.
 */
export function isOff({ port, declared, service, containers }: Target, targets: readonly Target[]): boolean {
  if (service.spec?.clusterIP === "None") return false;
  const target = targetNumber(port, declared);
  const protocol = port.protocol ?? "TCP";
  const own = declared.filter((item) => (item.protocol ?? "TCP") === protocol);
  if (
    target === undefined ||
    containers.some(({ ports }) => !ports?.length) ||
    own.some((item) => item.containerPort === target)
  )
    return false;
  const used = new Set(
    targets.filter((other) => other.service === service).map((other) => targetNumber(other.port, declared)),
  );
  return own.some(
    ({ containerPort, name }) => !used.has(containerPort) && !/metric|health|admin|debug|prom/i.test(name ?? ""),
  );
}
