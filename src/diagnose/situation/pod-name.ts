import type { WorkloadView } from "./workload.ts";

/** By its name, where only an event tells of it: `ledger-7c9d8-x2x4z` of Deployment ledger, `queue-0` of StatefulSet queue, `agent-x2x4z` of DaemonSet agent. */
export function isPodOf(pod: string, { kind, name }: WorkloadView["ref"]): boolean {
  if (kind === "Pod") return pod === name;
  const rest = pod.startsWith(`${name}-`) ? pod.slice(name.length + 1) : undefined;
  return rest !== undefined && rest.split("-").length === (kind === "Deployment" ? 2 : 1);
}
