import type { AnyTool } from "../../../core/tool.ts";
import { getAlerts } from "./get-alerts.ts";

export const ALERTMANAGER_TOOLS: readonly AnyTool[] = [getAlerts];
