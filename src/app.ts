import { loadConfig, ownFolder, type Start } from "./config/load.ts";
import type { Config } from "./config/schema.ts";
import { Answer } from "./core/answer.ts";
import type { Handle } from "./core/call.ts";
import { type Caller, localCaller } from "./core/caller.ts";
import { openCapture } from "./core/capture/folder.ts";
import type { Oidc } from "./core/oidc.ts";
import { useInstallationKey } from "./core/redact/installation-key.ts";
import type { SourceReport } from "./core/report.ts";
import { type Connection, configured } from "./core/source.ts";
import type { AnyTool, ToolInfo } from "./core/tool.ts";
import type { AuditSink } from "./governance/audit.ts";
import { callsIn } from "./governance/audit-calls.ts";
import { fileSink } from "./governance/audit-file.ts";
import { verifyAudit } from "./governance/audit-verify.ts";
import { govern } from "./governance/index.ts";
import { type KeptAnswers, keptAnswers, NO_ANSWERS } from "./governance/kept-answers.ts";
import { inputOf, runTool } from "./governance/run-tool.ts";
import { underWay } from "./governance/under-way.ts";
import { openLibrary } from "./knowledge/library.ts";
import { RUNBOOK_TOOLS } from "./knowledge/tools/index.ts";
import { OPERATIONS } from "./operations/index.ts";
import type { Installation } from "./operations/installation.ts";
import { withDeadline } from "./sources/deadline.ts";
import { connectSources, SLICES, SOURCE_TOOLS } from "./sources/index.ts";
import { inTurn, queuesOf } from "./sources/turns.ts";
import { TOOLS } from "./tools/index.ts";

export interface AppOptions extends Start {
  /** A capture to use in place of live systems. */
  capture?: string | undefined;
  /** The person at the command line, who may also run sitrep's operations. A server is opened without. */
  operator?: boolean | undefined;
  log: (message: string, error: unknown) => void;
}

/** Every tool there is, offered here or not: what a front can describe before a cluster is named. */
export const KNOWN_TOOLS: readonly ToolInfo[] = [...TOOLS, ...RUNBOOK_TOOLS, ...SOURCE_TOOLS];

/** The program, composed. A front gets tools without handlers, and `call`: there is no way around governance. */
export interface App {
  tools: readonly ToolInfo[];
  call: Handle;
  /** How each configured source answers now. Never throws. */
  probe(signal: AbortSignal): Promise<SourceReport[]>;
  /** The file of API keys, for a front that others reach. */
  keys: string;
  /** The provider whose tokens it accepts as well. */
  oidc: Oidc | undefined;
  close(): Promise<void>;
}

export async function createApp(options: AppOptions): Promise<App> {
  const config = loadConfig(SLICES, options);
  useInstallationKey(ownFolder(options.env));
  const capture = options.capture === undefined ? undefined : await openCapture(options.capture);
  const connections = await connectSources(config.sources, { capture, env: options.env });
  const library = openLibrary({
    dir: config.index,
    folders: config.runbooks,
    modelsDir: config.models,
    claimFrom: config.claimFrom,
  });
  const audit: AuditSink = config.audit === "off" ? async () => {} : fileSink(config.audit);
  const answers = config.audit === "off" ? NO_ANSWERS : keptAnswers(`${config.audit}.answers`);
  const ours = {
    runbooks: library,
    installation: options.operator ? installed(config, audit, answers, options) : undefined,
  };
  const queues = queuesOf(config.limits.perSource);
  const confinedTo = confinements(connections);
  /** Of one call, whose time with the sources begins now. */
  const contextOf = ({ patience = 1 }: AnyTool, { id, namespaces }: Caller) => {
    const seen = namespaces ? confinedTo(namespaces) : connections;
    const sources = withDeadline(inTurn(seen, queues, id), config.deadline * 1000 * patience);
    const now = capture?.manifest.takenAt ?? new Date().toISOString();
    return { ...ours, ...readersOf(sources), connections: sources, now };
  };
  const tools = offered({ ...ours, ...readersOf(connections) }, options.operator ?? false);
  const effects = options.operator ? (["read", "operate"] as const) : (["read"] as const);
  const governed = govern(
    { tools, log: options.log, audit, answers, limits: config.limits, effects },
    runTool(tools, contextOf),
  );
  const { call, end } = underWay(governed);
  return {
    tools: [...tools.values()].map((tool) => ({ ...tool, input: inputOf(tool) })),
    call,
    keys: config.keys,
    oidc: config.oidc,
    probe: (signal) => Promise.all(configured(connections).map((connection) => connection.probe(signal))),
    async close() {
      await end();
      for (const connection of connections) connection.close();
      await library.close();
    },
  };
}

/** Callers who may read the same namespaces share their view, and nobody else does. */
const MAX_VIEWS = 100;

function confinements(connections: readonly Connection[]): (namespaces: readonly string[]) => readonly Connection[] {
  const views = new Map<string, readonly Connection[]>();
  return (namespaces) => {
    const names = [...new Set(namespaces)].sort();
    const key = JSON.stringify(names);
    const view = views.get(key) ?? connections.map((connection) => connection.within(names));
    if (views.size >= MAX_VIEWS) views.clear();
    views.set(key, view);
    return view;
  };
}

function readersOf(connections: readonly Connection[]): Record<string, unknown> {
  return Object.fromEntries(connections.map(({ name, reader }) => [name, reader]));
}

/** By name. A tool is offered when all that it needs is there, and something of what it wants. */
function offered(readers: Record<string, unknown>, operator: boolean): Map<string, AnyTool> {
  const isThere = (name: string) => readers[name] !== undefined;
  const all = [...TOOLS, ...RUNBOOK_TOOLS, ...SOURCE_TOOLS, ...(operator ? OPERATIONS : [])];
  const usable = all.filter(
    ({ needs, wants }) =>
      Object.keys(needs).every(isThere) && (wants === undefined || Object.keys(wants).some(isThere)),
  );
  return new Map(usable.map((tool) => [tool.name, tool]));
}

function installed(
  config: Config<typeof SLICES>,
  audit: AuditSink,
  answers: KeptAnswers,
  options: AppOptions,
): Installation {
  return {
    ...config,
    env: options.env,
    auditLog: {
      verify: (anchor) => verifyAudit(config.audit, anchor),
      calls: (since) => callsIn(config.audit, since),
      answer: (id) => answers.answer(id),
    },
    testAudit: () => audit({ time: new Date().toISOString(), phase: "test" }),
    askCapture: (capture, question, namespace, signal) =>
      askCapture({ ...options, capture }, question, namespace, signal),
  };
}

const MAX_CASE_MS = 60_000;

/** One question to a program of its own. It is part of a call that is audited: the questions of that call are not. */
async function askCapture(
  options: AppOptions,
  question: string,
  namespace: string | undefined,
  signal: AbortSignal,
): Promise<Answer> {
  const app = await createApp({ ...options, operator: false, flags: { ...options.flags, audit: "off" } });
  try {
    const input = { question, ...(namespace === undefined ? {} : { namespace }), max_tokens: 50_000 };
    const limited = AbortSignal.any([signal, AbortSignal.timeout(MAX_CASE_MS)]);
    const { data } = await app.call({ tool: "investigate", input, caller: localCaller(), signal: limited });
    return Answer.parse(data);
  } finally {
    await app.close();
  }
}
