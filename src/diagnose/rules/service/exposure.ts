import { shortName } from "../../../core/object.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** What lets clients from outside the cluster in to this workload: `ingress/shop`, or a Service of such a type. */
export function exposedBy(situation: Situation, workload: WorkloadView): string | undefined {
  for (const service of situation.services(workload)) {
    const edge = situation.graph.outOf(refOf(service)).find(({ kind }) => kind === "routed-to");
    if (edge) return shortName(edge.to);
    if (service.spec?.type === "LoadBalancer" || service.spec?.type === "NodePort")
      return `Service ${service.metadata.name} (${service.spec.type})`;
  }
  return undefined;
}
