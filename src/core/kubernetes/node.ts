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

/** Conditions that are not as they should be: not ready, or under some pressure. */
export function badConditions({ status }: Node): Condition[] {
  return (status?.conditions ?? []).filter(({ type, status }) =>
    type === "Ready" ? status !== "True" : status === "True",
  );
}

export interface Lease extends KubeObject {
  spec?: { holderIdentity?: string; renewTime?: string; leaseDurationSeconds?: number };
}
