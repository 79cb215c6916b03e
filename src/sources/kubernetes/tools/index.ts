import type { AnyTool } from "../../../core/tool.ts";

export const KUBERNETES_TOOLS: readonly AnyTool[] = [];
