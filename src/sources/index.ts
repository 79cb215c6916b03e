import type { z } from "zod";
import type { CaptureFolder } from "../core/capture/folder.ts";
import type { Collected } from "../core/observation.ts";
import type { Connection, Source } from "../core/source.ts";
import type { AnyTool } from "../core/tool.ts";
import { alertmanager } from "./alertmanager/source.ts";
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
export function connectSources(configs: Configs, capture: CaptureFolder | undefined): Promise<Connection[]> {
  return Promise.all([
    connect(kubernetes, configs.kubernetes, capture),
    connect(prometheus, configs.prometheus, capture),
    connect(alertmanager, configs.alertmanager, capture),
  ]);
}

async function connect<C extends z.ZodType, R>(
  source: Source<C, R>,
  config: z.output<C>,
  capture: CaptureFolder | undefined,
): Promise<Connection> {
  const { name } = source;
  const reader = capture ? await source.replay(capture) : await source.connect(config);
  if (reader === undefined) return notConfigured(name);
  return {
    name,
    reader,
    probe: (signal) => source.probe(reader, signal),
    resolve: async (text, signal) => (await source.resolve?.(reader, text, signal)) ?? [],
    collect: async (scope, signal) => source.collect?.(reader, scope, signal) ?? nothing(name),
    record: async (scope, writer, signal) =>
      (await source.record?.(reader, scope, writer, signal)) ?? nothing(name).report,
    close: () => source.close?.(reader),
  };
}

function notConfigured(name: string): Connection {
  const { report } = nothing(name);
  return {
    name,
    reader: undefined,
    probe: async () => report,
    resolve: async () => [],
    collect: async () => nothing(name),
    record: async () => report,
    close: () => {},
  };
}

function nothing(source: string): Collected {
  return { observations: {}, report: { source, status: "not-configured", detail: "", asOf: null, durationMs: 0 } };
}
