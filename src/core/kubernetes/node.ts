import type { Condition, KubeObject } from "./meta.ts";

export interface Taint {
  key: string;
  value?: string;
  effect: string;
  timeAdded?: string;
}

export interface Node extends KubeObject {
  spec?: { unschedulable?: boolean; taints?: Taint[] };
  status?: {
    conditions?: Condition[];
    allocatable?: Record<string, string>;
    capacity?: Record<string, string>;
    nodeInfo?: Record<string, string>;
    addresses?: { type?: string; address: string }[];
  };
}

const PRESSURES = new Set(["MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable"]);

/** One of the kubelet's own that is bad when it is True. Others add conditions of either sense: `EtcdIsVoter` is True on the best of nodes. */
export function isPressure(type: string): boolean {
  return PRESSURES.has(type);
}

/** Conditions that are not as they should be, or that others than the kubelet set. */
export function badConditions({ status }: Node): Condition[] {
  return (status?.conditions ?? []).filter(({ type, status }) =>
    type === "Ready" ? status !== "True" : status === "True",
  );
}

/** The kubelet says itself that it is not ready or under some pressure, or says nothing any more. */
export function isInTrouble(node: Node): boolean {
  return badConditions(node).some(({ type }) => type === "Ready" || isPressure(type));
}

export interface Lease extends KubeObject {
  spec?: { holderIdentity?: string; renewTime?: string; leaseDurationSeconds?: number };
}
