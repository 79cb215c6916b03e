import type { Rule } from "../../rule.ts";
import { schedulerNameUnknown } from "./scheduler-name-unknown.ts";
import { schedulingGated } from "./scheduling-gated.ts";
import { unschedulableCordoned } from "./unschedulable-cordoned.ts";
import { unschedulableHostPort } from "./unschedulable-host-port.ts";
import { unschedulableInsufficientCpu } from "./unschedulable-insufficient-cpu.ts";
import { unschedulableInsufficientMemory } from "./unschedulable-insufficient-memory.ts";
import { unschedulableNodeAffinity } from "./unschedulable-node-affinity.ts";
import { unschedulableNodeSelector } from "./unschedulable-node-selector.ts";
import { unschedulablePodAffinity } from "./unschedulable-pod-affinity.ts";
import { unschedulablePodAntiAffinity } from "./unschedulable-pod-anti-affinity.ts";
import { unschedulableTaint } from "./unschedulable-taint.ts";
import { unschedulableTooManyPods } from "./unschedulable-too-many-pods.ts";
import { unschedulableTopologySpread } from "./unschedulable-topology-spread.ts";
import { unschedulableUnboundClaim } from "./unschedulable-unbound-claim.ts";
import { unschedulableVolumeNodeAffinity } from "./unschedulable-volume-node-affinity.ts";

export const SCHEDULING: readonly Rule[] = [
  schedulerNameUnknown,
  schedulingGated,
  unschedulableCordoned,
  unschedulableHostPort,
  unschedulableInsufficientCpu,
  unschedulableInsufficientMemory,
  unschedulableNodeAffinity,
  unschedulableNodeSelector,
  unschedulablePodAffinity,
  unschedulablePodAntiAffinity,
  unschedulableTaint,
  unschedulableTooManyPods,
  unschedulableTopologySpread,
  unschedulableUnboundClaim,
  unschedulableVolumeNodeAffinity,
];
