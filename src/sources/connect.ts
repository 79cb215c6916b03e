import type { z } from "zod";
import type { CaptureFolder } from "../core/capture/folder.ts";
import { lackedWhenRecorded } from "../core/capture/layout.ts";
import type { Environment } from "../core/environment.ts";
import { SitrepError } from "../core/errors.ts";
import { missingBy } from "../core/failure.ts";
import { type Missing, unnamed } from "../core/missing.ts";
import type { Collected } from "../core/observation.ts";
import { notConfigured, withMissing } from "../core/report.ts";
import type { Connection, Source } from "../core/source.ts";

export interface Surroundings {
  /** To read in place of live systems. */
  capture: CaptureFolder | undefined;
  env: Environment;
}

/** A source as the rest of the program holds it, from a capture when there is one, else live. */
export async function connect<C extends z.ZodType, R>(
  source: Source<C, R>,
  config: z.output<C>,
  { capture, env }: Surroundings,
): Promise<Connection> {
  const { name } = source;
  const lacked: Missing[] = capture ? [...lackedWhenRecorded(name, capture.manifest.sources[name])] : [];
  const reader = capture ? await replayed(source, capture, lacked) : await source.connect(config, env);
  return reader === undefined ? absent(name, lacked) : held(source, reader, capture === undefined, lacked);
}

function held<C extends z.ZodType, R>(
  source: Source<C, R>,
  reader: R,
  isLive: boolean,
  lacked: readonly Missing[],
): Connection {
  const { name } = source;
  return {
    name,
    reader,
    isLive,
    probe: (signal) => source.probe(reader, signal),
    resolve: async (asked, signal) => (await source.resolve?.(reader, asked, signal)) ?? [],
    names: async (signal) => (await source.names?.(reader, signal)) ?? [],
    collect: async (scope, signal) => lacking((await source.collect?.(reader, scope, signal)) ?? nothing(name), lacked),
    record: async (scope, writer, signal) =>
      (await source.record?.(reader, scope, writer, signal)) ?? nothing(name).report,
    within: (namespaces) =>
      source.within
        ? held(source, source.within(reader, namespaces), isLive, unnamed(lacked))
        : absent(name, unnamed(lacked)),
    close: () => source.close?.(reader),
  };
}

/** A damaged part of a capture costs that part, and is told; without the cluster there is nothing to go on. */
async function replayed<C extends z.ZodType, R>(source: Source<C, R>, capture: CaptureFolder, lacked: Missing[]) {
  try {
    return await source.replay(capture);
  } catch (error) {
    if (source.name === "kubernetes" || !(error instanceof SitrepError)) throw error;
    lacked.push(missingBy(source.name, error));
    return undefined;
  }
}

/** Not configured, or not in this capture because it did not answer when the capture was taken. */
function absent(name: string, lacked: readonly Missing[]): Connection {
  const { report } = lacking(nothing(name), lacked);
  return {
    name,
    reader: undefined,
    isLive: false,
    probe: async () => report,
    resolve: async () => [],
    names: async () => [],
    collect: async () => ({ observations: {}, report }),
    record: async () => report,
    within: () => absent(name, unnamed(lacked)),
    close: () => {},
  };
}

function lacking({ observations, report }: Collected, lacked: readonly Missing[]): Collected {
  return { observations, report: withMissing(report, lacked) };
}

function nothing(source: string): Collected {
  return { observations: {}, report: notConfigured(source) };
}
