import type { z } from "zod";
import type { Connection } from "../core/source.ts";
import type { AnyTool } from "../core/tool.ts";
import { alertmanager } from "./alertmanager/source.ts";
import { connect, type Surroundings } from "./connect.ts";
import { kubernetes } from "./kubernetes/source.ts";
import { KUBERNETES_TOOLS } from "./kubernetes/tools/index.ts";
import { prometheus } from "./prometheus/source.ts";
import { PROMETHEUS_TOOLS } from "./prometheus/tools/index.ts";

/** Each source's section of the configuration. */
export const SLICES = {
  kubernetes: kubernetes.config,
  prometheus: prometheus.config,
  alertmanager: alertmanager.config,
};
type Configs = { [K in keyof typeof SLICES]: z.output<(typeof SLICES)[K]> };

export const SOURCE_TOOLS: readonly AnyTool[] = [...KUBERNETES_TOOLS, ...PROMETHEUS_TOOLS];

/** Every source, from a capture when there is one, else live. */
export function connectSources(configs: Configs, from: Surroundings): Promise<Connection[]> {
  return Promise.all([
    connect(kubernetes, configs.kubernetes, from),
    connect(prometheus, configs.prometheus, from),
    connect(alertmanager, configs.alertmanager, from),
  ]);
}
