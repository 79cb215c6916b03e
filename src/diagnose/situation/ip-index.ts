import type { Pod } from "../../core/kubernetes/pod.ts";
import type { Service } from "../../core/kubernetes/service.ts";
import type { ObjectIndex } from "./object-index.ts";

/** What an address in a log line is: the Service with this cluster IP, or the pod with this pod IP. */
export interface IpIndex {
  service(ip: string): Service | undefined;
  pod(ip: string): Pod | undefined;
}

export function indexIps(index: ObjectIndex): IpIndex {
  const services = new Map<string, Service>();
  for (const service of index.all("Service")) {
    const { clusterIP } = service.spec ?? {};
    if (clusterIP && clusterIP !== "None") services.set(clusterIP, service);
  }
  const pods = new Map<string, Pod>();
  for (const pod of index.all("Pod"))
    if (pod.status?.podIP && !pod.spec?.hostNetwork && pod.status.phase === "Running") pods.set(pod.status.podIP, pod);
  return { service: (ip) => services.get(ip), pod: (ip) => pods.get(ip) };
}
