import type { AnyTool } from "../../../core/tool.ts";

export const PROMETHEUS_TOOLS: readonly AnyTool[] = [];
