import type { AnyTool } from "../../../core/tool.ts";
import { queryPrometheus } from "./query-prometheus.ts";

export const PROMETHEUS_TOOLS: readonly AnyTool[] = [queryPrometheus];
