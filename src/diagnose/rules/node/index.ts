import type { Rule } from "../../rule.ts";
import { nodeDiskPressure } from "./node-disk-pressure.ts";
import { nodeMemoryPressure } from "./node-memory-pressure.ts";
import { nodeNetworkUnavailable } from "./node-network-unavailable.ts";
import { nodeNotReady } from "./node-not-ready.ts";
import { nodePidPressure } from "./node-pid-pressure.ts";

export const NODE: readonly Rule[] = [
  nodeDiskPressure,
  nodeMemoryPressure,
  nodeNetworkUnavailable,
  nodeNotReady,
  nodePidPressure,
];
