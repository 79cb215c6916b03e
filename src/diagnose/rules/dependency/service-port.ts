import type { Service } from "../../../core/kubernetes/service.ts";
import { cite } from "../../cite.ts";
import { look } from "../../rule.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** The numbers under which a Service can be called; `undefined` when its clients talk to pods directly, on any port. */
export function portsOf({ spec }: Service): number[] | undefined {
  if (!spec || spec.type === "ExternalName" || spec.clusterIP === "None" || !spec.ports) return undefined;
  return spec.ports.map(({ port }) => port);
}

/** A Service without cluster IP is called on the ports of its pods, whatever it declares. */
export function lacksPort(situation: Situation, service: Service, port: number): boolean {
  const own = portsOf(service);
  if (own) return !own.includes(port);
  if (service.spec?.clusterIP !== "None") return false;
  const containers = situation.behind(service).flatMap(({ template }) => template.spec?.containers ?? []);
  const declared = [
    ...(service.spec.ports ?? []).map((item) => item.port),
    ...containers.flatMap(({ ports = [] }) => ports.map(({ containerPort }) => containerPort)),
  ];
  return containers.length > 0 && containers.every(({ ports }) => ports?.length) && !declared.includes(port);
}

export function wrongPortTitle({ ref }: WorkloadView, service: Service, port: number): string {
  const numbers = (service.spec?.ports ?? []).map((item) => item.port).join(", ");
  return `${ref.name} calls ${service.metadata.name} on port ${port}, the Service has ${numbers || "no port"}`;
}

export function portsEvidence(service: Service) {
  const list = (service.spec?.ports ?? []).map(({ port, targetPort }) => `${port} → ${targetPort ?? port}`).join(", ");
  return cite.object(refOf(service), `Service ${service.metadata.name} has port ${list || "none"}`);
}

export function seePorts(service: Service) {
  return look(
    "See the ports of the Service",
    `kubectl -n ${service.metadata.namespace ?? "default"} get service ${service.metadata.name} -o yaml`,
  );
}
