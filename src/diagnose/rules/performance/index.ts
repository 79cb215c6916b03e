import type { Rule } from "../../rule.ts";
import { autoscalerAtMaximum } from "./autoscaler-at-maximum.ts";
import { autoscalerCannotReadMetrics } from "./autoscaler-cannot-read-metrics.ts";
import { autoscalerMissingRequests } from "./autoscaler-missing-requests.ts";
import { autoscalerTargetMissing } from "./autoscaler-target-missing.ts";
import { connectionPoolSaturated } from "./connection-pool-saturated.ts";
import { cpuThrottled } from "./cpu-throttled.ts";
import { cpuUsageSurged } from "./cpu-usage-surged.ts";
import { errorRatioHigh } from "./error-ratio-high.ts";
import { eventLoopBlocked } from "./event-loop-blocked.ts";
import { fileDescriptorsNearLimit } from "./file-descriptors-near-limit.ts";
import { gcPressure } from "./gc-pressure.ts";
import { latencyHigh } from "./latency-high.ts";
import { memoryNearLimit } from "./memory-near-limit.ts";
import { memoryUsageSurged } from "./memory-usage-surged.ts";
import { networkDelay } from "./network-delay.ts";
import { networkLoss } from "./network-loss.ts";
import { nodeConntrackFull } from "./node-conntrack-full.ts";
import { nodeCpuSaturated } from "./node-cpu-saturated.ts";
import { nodeDiskAlmostFull } from "./node-disk-almost-full.ts";
import { podOutlier } from "./pod-outlier.ts";
import { queueBacklog } from "./queue-backlog.ts";
import { storeConnectionsExhausted } from "./store-connections-exhausted.ts";
import { storeDown } from "./store-down.ts";
import { trafficDropped } from "./traffic-dropped.ts";
import { trafficSurged } from "./traffic-surged.ts";
import { volumeAlmostFull } from "./volume-almost-full.ts";
import { volumeFull } from "./volume-full.ts";
import { volumeOutOfInodes } from "./volume-out-of-inodes.ts";

export const PERFORMANCE: readonly Rule[] = [
  autoscalerAtMaximum,
  autoscalerCannotReadMetrics,
  autoscalerMissingRequests,
  autoscalerTargetMissing,
  connectionPoolSaturated,
  cpuThrottled,
  cpuUsageSurged,
  errorRatioHigh,
  eventLoopBlocked,
  fileDescriptorsNearLimit,
  gcPressure,
  latencyHigh,
  memoryNearLimit,
  memoryUsageSurged,
  networkDelay,
  networkLoss,
  nodeConntrackFull,
  nodeCpuSaturated,
  nodeDiskAlmostFull,
  podOutlier,
  queueBacklog,
  storeConnectionsExhausted,
  storeDown,
  trafficDropped,
  trafficSurged,
  volumeAlmostFull,
  volumeFull,
  volumeOutOfInodes,
];
