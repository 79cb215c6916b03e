import type { AnyTool } from "../../../core/tool.ts";

export const ALERTMANAGER_TOOLS: readonly AnyTool[] = [];
