import type { Rule } from "../../rule.ts";
import { containerRuntimeDown } from "./container-runtime-down.ts";
import { kubeletStopped } from "./kubelet-stopped.ts";
import { networkPluginNotReady } from "./network-plugin-not-ready.ts";
import { nodeClockSkewed } from "./node-clock-skewed.ts";
import { nodeDiskPressure } from "./node-disk-pressure.ts";
import { nodeGone } from "./node-gone.ts";
import { nodeMemoryPressure } from "./node-memory-pressure.ts";
import { nodeNetworkUnavailable } from "./node-network-unavailable.ts";
import { nodeNotReady } from "./node-not-ready.ts";
import { nodeOutOfMemory } from "./node-out-of-memory.ts";
import { nodePidPressure } from "./node-pid-pressure.ts";
import { nodeRebooted } from "./node-rebooted.ts";
import { nodeShuttingDown } from "./node-shutting-down.ts";
import { nodeTaintEvictsPods } from "./node-taint-evicts-pods.ts";

export const NODE: readonly Rule[] = [
  containerRuntimeDown,
  kubeletStopped,
  networkPluginNotReady,
  nodeClockSkewed,
  nodeDiskPressure,
  nodeGone,
  nodeMemoryPressure,
  nodeNetworkUnavailable,
  nodeNotReady,
  nodeOutOfMemory,
  nodePidPressure,
  nodeRebooted,
  nodeShuttingDown,
  nodeTaintEvictsPods,
];
