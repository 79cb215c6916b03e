// The rules of this family, a line for each.
export { containerRuntimeDown } from "./container-runtime-down.ts";
export { disruptionBudgetAllowsNone } from "./disruption-budget-allows-none.ts";
export { kubeletStopped } from "./kubelet-stopped.ts";
export { networkPluginNotReady } from "./network-plugin-not-ready.ts";
export { nodeClockSkewed } from "./node-clock-skewed.ts";
export { nodeDiskPressure } from "./node-disk-pressure.ts";
export { nodeGone } from "./node-gone.ts";
export { nodeMemoryPressure } from "./node-memory-pressure.ts";
export { nodeNetworkUnavailable } from "./node-network-unavailable.ts";
export { nodeNotReady } from "./node-not-ready.ts";
export { nodeOutOfMemory } from "./node-out-of-memory.ts";
export { nodePidPressure } from "./node-pid-pressure.ts";
export { nodeProblem } from "./node-problem.ts";
export { nodeRebooted } from "./node-rebooted.ts";
export { nodeShuttingDown } from "./node-shutting-down.ts";
export { nodeTaintEvictsPods } from "./node-taint-evicts-pods.ts";
