import type { z } from "zod";
import type { CaptureFolder } from "./capture/folder.ts";
import type { CaptureWriter } from "./capture/writer.ts";
import type { Environment } from "./environment.ts";
import type { Collected, Scope } from "./observation.ts";
import type { SourceReport } from "./report.ts";
import type { Asked, Known, Target } from "./target.ts";

/**
 * A live system we can ask, with a live and a recorded reader behind one interface. One folder under src/sources.
 * `undefined` from `connect` or `replay` means: not configured, or not in this capture.
 */
export interface Source<Config extends z.ZodType, Reader> {
  name: string;
  /** Its slice of the configuration. Each field has a description; the setting's names follow from it. */
  config: Config;
  /** The environment has the proxies, and is handed on to programs that issue credentials. */
  connect(config: z.output<Config>, env: Environment): Promise<Reader | undefined>;
  replay(capture: CaptureFolder): Promise<Reader | undefined>;
  /** Does it answer, and as whom? Never throws: a failure is a report. */
  probe(reader: Reader, signal: AbortSignal): Promise<SourceReport>;
  /** The targets that this source recognises in what is asked, best first; none is an answer. */
  resolve?(reader: Reader, asked: Asked, signal: AbortSignal): Promise<Target[]>;
  /** What can be named here, to offer what comes near to a name that nobody knows. */
  names?(reader: Reader, signal: AbortSignal): Promise<Known[]>;
  /** Facts about the targets, for diagnosis. A part that fails is in the report and in `unlisted`. */
  collect?(reader: Reader, scope: Scope, signal: AbortSignal): Promise<Collected>;
  /** Writes its part of a capture, so that `replay` collects the same. */
  record?(reader: Reader, scope: Scope, writer: CaptureWriter, signal: AbortSignal): Promise<SourceReport>;
  /** The same of these namespaces alone: nothing that it answers depends on any other. Without it such callers have no such source. */
  within?(reader: Reader, namespaces: readonly string[]): Reader;
  /** Ends watches and connections. Nothing is asked afterwards. */
  close?(reader: Reader): void;
}

/** Those that somebody set up. */
export function configured(connections: readonly Connection[]): Connection[] {
  return connections.filter(({ reader }) => reader !== undefined);
}

export function defineSource<Config extends z.ZodType, Reader>(source: Source<Config, Reader>): Source<Config, Reader> {
  return source;
}

/** A source as the rest of the program holds it: connected or not, its reader's type out of sight. */
export interface Connection {
  name: string;
  /** `undefined` when the source is not configured. */
  reader: unknown;
  /** Asked over the network, and not a recording. */
  isLive: boolean;
  probe(signal: AbortSignal): Promise<SourceReport>;
  resolve(asked: Asked, signal: AbortSignal): Promise<Target[]>;
  names(signal: AbortSignal): Promise<Known[]>;
  collect(scope: Scope, signal: AbortSignal): Promise<Collected>;
  record(scope: Scope, writer: CaptureWriter, signal: AbortSignal): Promise<SourceReport>;
  /** The same source, for a caller who may read these namespaces and nothing else. */
  within(namespaces: readonly string[]): Connection;
  close(): void;
}
