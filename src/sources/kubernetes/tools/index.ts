import type { AnyTool } from "../../../core/tool.ts";
import { getClusterInfo } from "./get-cluster-info.ts";
import { getPodLogs } from "./get-pod-logs.ts";
import { getPodStatus } from "./get-pod-status.ts";
import { getRecentEvents } from "./get-recent-events.ts";
import { kubectl } from "./kubectl.ts";
import { listFailingPods } from "./list-failing-pods.ts";
import { listWorkloads } from "./list-workloads.ts";

export const KUBERNETES_TOOLS: readonly AnyTool[] = [
  listFailingPods,
  getPodStatus,
  getPodLogs,
  getRecentEvents,
  listWorkloads,
  getClusterInfo,
  kubectl,
];
