import type { ConfigMap } from "../../../core/kubernetes/config.ts";
import type { Service } from "../../../core/kubernetes/service.ts";
import type { ObjectRef } from "../../../core/object.ts";
import { refOf } from "../../situation/object-index.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

/** The cluster's own DNS, as far as it was seen. */
export interface ClusterDns {
  service: Service;
  /** CoreDNS or kube-dns, behind the Service. */
  workload: WorkloadView | undefined;
}

/** Every installation keeps the Service's old name, and its pods the old label, for the sake of what relies on them. */
export function clusterDns(situation: Situation): ClusterDns | undefined {
  const service =
    situation.find("Service", "kube-system", "kube-dns") ??
    situation.all("Service", "kube-system").find(({ metadata }) => metadata.labels?.["k8s-app"] === "kube-dns");
  return service && { service, workload: situation.behind(service)[0] };
}

/** The config map with the Corefile that the cluster's DNS mounts; others belong to caches on the nodes. */
export function corefile(situation: Situation): { map: ConfigMap; text: string } | undefined {
  const volumes = clusterDns(situation)?.workload?.template.spec?.volumes ?? [];
  const names = [...volumes.flatMap(({ configMap }) => configMap?.name ?? []), "coredns"];
  const [map] = names.flatMap((name) => situation.find("ConfigMap", "kube-system", name) ?? []);
  return map?.data?.Corefile ? { map, text: map.data.Corefile } : undefined;
}

/** Everything that looks names up there. */
export function dnsUsers(situation: Situation): ObjectRef[] {
  return situation.workloads
    .filter(
      ({ template }) => (template.spec?.dnsPolicy ?? "ClusterFirst") === "ClusterFirst" && !template.spec?.hostNetwork,
    )
    .map(({ ref }) => ref);
}

export function dnsRef({ service, workload }: ClusterDns): ObjectRef {
  return workload?.ref ?? refOf(service);
}
