import type { z } from "zod";
import type { CaptureFolder } from "../core/capture/folder.ts";
import type { Collected } from "../core/observation.ts";
import type { Connection, Source } from "../core/source.ts";

/** A source as the rest of the program holds it, from a capture when there is one, else live. */
export async function connect<C extends z.ZodType, R>(
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
    isLive: capture === undefined,
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
    isLive: false,
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
