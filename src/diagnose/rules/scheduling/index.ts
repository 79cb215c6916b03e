import type { Rule } from "../../rule.ts";
import { nodeNameUnknown } from "./node-name-unknown.ts";
import { nodeRejectsPod } from "./node-rejects-pod.ts";
import { podsUnschedulable } from "./pods-unschedulable.ts";
import { preempted } from "./preempted.ts";
import { schedulerNameUnknown } from "./scheduler-name-unknown.ts";
import { schedulingGated } from "./scheduling-gated.ts";
import { unschedulableCordoned } from "./unschedulable-cordoned.ts";
import { unschedulableHostPort } from "./unschedulable-host-port.ts";
import { unschedulableInsufficientCpu } from "./unschedulable-insufficient-cpu.ts";
import { unschedulableInsufficientMemory } from "./unschedulable-insufficient-memory.ts";
import { unschedulableInsufficientResource } from "./unschedulable-insufficient-resource.ts";
import { unschedulableNoNodes } from "./unschedulable-no-nodes.ts";
import { unschedulableNodeAffinity } from "./unschedulable-node-affinity.ts";
import { unschedulableNodeSelector } from "./unschedulable-node-selector.ts";
import { unschedulableNodeUnhealthy } from "./unschedulable-node-unhealthy.ts";
import { unschedulablePodAffinity } from "./unschedulable-pod-affinity.ts";
import { unschedulablePodAntiAffinity } from "./unschedulable-pod-anti-affinity.ts";
import { unschedulableResourceClaim } from "./unschedulable-resource-claim.ts";
import { unschedulableTaint } from "./unschedulable-taint.ts";
import { unschedulableTooManyPods } from "./unschedulable-too-many-pods.ts";
import { unschedulableTopologySpread } from "./unschedulable-topology-spread.ts";
import { unschedulableUnboundClaim } from "./unschedulable-unbound-claim.ts";
import { unschedulableVolumeInUse } from "./unschedulable-volume-in-use.ts";
import { unschedulableVolumeLimit } from "./unschedulable-volume-limit.ts";
import { unschedulableVolumeNodeAffinity } from "./unschedulable-volume-node-affinity.ts";

export const SCHEDULING: readonly Rule[] = [
  nodeNameUnknown,
  nodeRejectsPod,
  podsUnschedulable,
  preempted,
  schedulerNameUnknown,
  schedulingGated,
  unschedulableCordoned,
  unschedulableHostPort,
  unschedulableInsufficientCpu,
  unschedulableInsufficientMemory,
  unschedulableInsufficientResource,
  unschedulableNoNodes,
  unschedulableNodeAffinity,
  unschedulableNodeSelector,
  unschedulableNodeUnhealthy,
  unschedulablePodAffinity,
  unschedulablePodAntiAffinity,
  unschedulableResourceClaim,
  unschedulableTaint,
  unschedulableTooManyPods,
  unschedulableTopologySpread,
  unschedulableUnboundClaim,
  unschedulableVolumeInUse,
  unschedulableVolumeLimit,
  unschedulableVolumeNodeAffinity,
];
