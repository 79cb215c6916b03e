import type { Service } from "../../../core/kubernetes.ts";
import { nearestService } from "../../graph/peer.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** A cluster name that no Service has. */
export interface MissingName {
  name: string;
  namespace: string;
  /** The Service that was probably meant. */
  nearest: Service | undefined;
  /** A workload of that very name which no Service leads to: then the Service is what is missing. */
  orphan: WorkloadView | undefined;
}

/** What a name means that no Service has; `undefined` when Services were not listed, so that nothing can be said. */
export function missingName(
  situation: Situation,
  cluster: { name: string; namespace: string },
): MissingName | undefined {
  if (!situation.lists("Service")) return undefined;
  const orphan = situation.workloads.find(
    (workload) => isCalled(workload, cluster) && !isJob(workload) && situation.services(workload).length === 0,
  );
  return { ...cluster, nearest: orphan ? undefined : nearestService(situation, cluster), orphan };
}

const NAMES = [
  "app",
  "app.kubernetes.io/name",
  "app.kubernetes.io/component",
  "io.kompose.service",
  "k8s-app",
  "component",
  "service",
  "name",
];

function isCalled({ ref, template }: WorkloadView, { name, namespace }: { name: string; namespace: string }): boolean {
  if (ref.namespace !== namespace) return false;
  return ref.name === name || NAMES.some((label) => template.metadata?.labels?.[label] === name);
}

function isJob({ ref }: WorkloadView): boolean {
  return ref.kind === "Job" || ref.kind === "CronJob";
}

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
