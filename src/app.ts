import { randomUUID } from "node:crypto";
import { availableParallelism, userInfo } from "node:os";
import { loadConfig, type Start } from "./config/load.ts";
import type { Config } from "./config/schema.ts";
import { Answer } from "./core/answer.ts";
import type { Handle, Result } from "./core/call.ts";
import type { Caller } from "./core/caller.ts";
import { type CaptureFolder, openCapture } from "./core/capture/folder.ts";
import { SitrepError } from "./core/errors.ts";
import type { SourceReport } from "./core/report.ts";
import type { Connection } from "./core/source.ts";
import type { AnyTool, ToolInfo } from "./core/tool.ts";
import { fileSink } from "./governance/audit.ts";
import { govern } from "./governance/index.ts";
import { Budget, runTool } from "./governance/run-tool.ts";
import type { Embedder } from "./knowledge/embedder.ts";
import { evaluateSearch } from "./knowledge/eval/evaluate.ts";
import { readQuestions } from "./knowledge/eval/questions.ts";
import { render as renderEvaluation } from "./knowledge/eval/render.ts";
import { type Library, openLibrary } from "./knowledge/library.ts";
import { installedModel } from "./knowledge/model/folder.ts";
import { openLocalModel } from "./knowledge/model/local.ts";
import { type Pulled, pullModel } from "./knowledge/model/pull.ts";
import { RUNBOOK_TOOLS } from "./knowledge/tools/index.ts";
import { COVERAGE } from "./knowledge/weights.ts";
import { connectSources, SLICES, SOURCE_TOOLS } from "./sources/index.ts";
import { type Evaluation, evaluateDiagnosis } from "./tools/evaluate.ts";
import { windowBefore } from "./tools/gather.ts";
import { TOOLS } from "./tools/index.ts";
import { recordCapture } from "./tools/record.ts";
import { resolveTargets } from "./tools/resolve.ts";

export interface AppOptions extends Start {
  /** A capture to use in place of live systems. */
  capture?: string | undefined;
  log: (message: string, error: unknown) => void;
}

/** The program, composed. The fronts get tools without handlers, and `call`: governance cannot be gone around. */
export interface App {
  config: Config<typeof SLICES>;
  tools: readonly ToolInfo[];
  call: Handle;
  /** Who calls on this machine: the person whose kubeconfig is used. */
  local(): Caller;
  connections: readonly Connection[];
  library: Library;
  capture: CaptureFolder | undefined;
  /** The configured embedding model for bulk work, on all cores; `undefined` when it is not on this machine. */
  embedder(): Embedder | undefined;
  hasModel(): boolean;
  /** From the public model hub when no other is named. */
  pullModel(id: string, hub: string | undefined, signal: AbortSignal): Promise<Pulled>;
  /** A team's own questions, asked of its documents and scored; see `readQuestions` for the file. */
  evaluateSearch(file: string, progress: (done: number) => void, signal: AbortSignal): Promise<Result>;
  /** Writes a capture of a namespace. */
  record(namespace: string, dir: string, signal: AbortSignal): Promise<SourceReport[]>;
  close(): Promise<void>;
}

export async function createApp(options: AppOptions): Promise<App> {
  const config = loadConfig(SLICES, options);
  const capture = options.capture === undefined ? undefined : await openCapture(options.capture);
  const connections = await connectSources(config.sources, capture);
  const library = openLibrary({
    dir: config.index,
    folders: config.runbooks,
    modelsDir: config.models,
    claimFrom: config.claimFrom,
  });
  const readers: Record<string, unknown> = {
    runbooks: library,
    ...Object.fromEntries(connections.map(({ name, reader }) => [name, reader])),
  };
  const offered = [...TOOLS, ...RUNBOOK_TOOLS, ...SOURCE_TOOLS].filter((tool) => isOffered(tool, readers));
  const context = {
    ...readers,
    connections,
    deadlineMs: config.deadline * 1000,
    get now() {
      return capture?.manifest.takenAt ?? new Date().toISOString();
    },
  };
  const tools = new Map(offered.map((tool) => [tool.name, tool]));
  const call = govern(
    {
      log: options.log,
      audit: config.audit === "off" ? async () => {} : fileSink(config.audit),
      limits: config.limits,
      effects: ["read"],
    },
    runTool(tools, context),
  );
  return {
    config,
    tools: offered.map((tool) => ({ ...tool, input: tool.input.extend(Budget) })),
    call,
    local: () => ({ id: localUser(), session: randomUUID() }),
    connections,
    library,
    capture,
    embedder: () =>
      config.model === "none" ? undefined : openLocalModel(config.models, config.model, availableParallelism()),
    hasModel: () => installedModel(config.models, config.model) !== undefined,
    pullModel: (id, hub, signal) => pullModel({ id, modelsDir: config.models, hub, signal }),
    evaluateSearch: async (file, progress, signal) => {
      const { claimFrom = COVERAGE.from.likely } = config;
      const data = await evaluateSearch(library, await readQuestions(file), { claimFrom, progress, signal });
      return { data: { ...data }, text: renderEvaluation(data) };
    },
    record: async (namespace, dir, signal) => {
      const targets = await resolveTargets(`namespace/${namespace}`, connections, signal);
      return recordCapture(connections, { targets, now: context.now, from: windowBefore(context.now) }, dir, signal);
    },
    close: async () => {
      for (const connection of connections) connection.close();
      await library.close();
    },
  };
}

/** What it needs is there, and something of what it wants. */
function isOffered({ needs, wants }: AnyTool, readers: Record<string, unknown>): boolean {
  const isThere = (name: string) => readers[name] !== undefined;
  return Object.keys(needs).every(isThere) && (wants === undefined || Object.keys(wants).some(isThere));
}

/** A container may run as a number that has no name. */
function localUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`;
  }
}

/** Every case below a folder, asked as a person would ask, each with its own capture. Nothing of it is audited. */
export function evaluate(dir: string, options: AppOptions, progress: (name: string) => void): Promise<Evaluation> {
  return evaluateDiagnosis(dir, async (capture, question, namespace) => {
    progress(capture);
    const app = await createApp({ ...options, capture, flags: { ...options.flags, audit: "off" } });
    try {
      const tool = app.tools.find(({ name }) => name === "investigate");
      if (!tool) throw new SitrepError("setup", "investigate is not offered.");
      const input = { question, ...(namespace === undefined ? {} : { namespace }), max_tokens: 50_000 };
      const { data } = await app.call({ tool, input, caller: app.local(), signal: AbortSignal.timeout(60_000) });
      return Answer.parse(data);
    } finally {
      await app.close();
    }
  });
}
