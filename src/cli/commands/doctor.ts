import type { Command } from "commander";
import type { App } from "../../app.ts";
import type { SourceReport } from "../../core/report.ts";
import { EXIT, type Finish } from "../exit.ts";
import { print, withApp } from "../session.ts";
import type { Terminal } from "../terminal.ts";

/** One line of the check-up. `mend` is the command or setting that changes it. */
interface Check {
  name: string;
  status: "ok" | "warning" | "failed";
  detail: string;
  mend: string | null;
}

export function addDoctor(program: Command, terminal: Terminal, finish: Finish): void {
  program
    .command("doctor")
    .description("what is configured, what answers, what is missing and how to mend it")
    .action(async (_options: unknown, command: Command) => {
      await withApp(command, terminal, async (app) => {
        const checks = [
          ...(await sourceChecks(app)),
          await documentCheck(app),
          modelCheck(app),
          { name: "audit", status: "ok", detail: app.config.audit, mend: null } as const,
        ];
        print(command, terminal, { checks }, checks.map(render).join("\n"));
        finish(checks.some(({ status }) => status === "failed") ? EXIT.failed : EXIT.ok);
      });
    });
}

/** How a source comes to be configured. What is wrong with one that is, its own report says. */
const CONFIGURE: Record<string, string> = {
  kubernetes: "name a cluster: --context NAME, --kubeconfig FILE or KUBECONFIG",
  prometheus: "--prometheus-url URL or SITREP_PROMETHEUS_URL",
  alertmanager: "--alertmanager-url URL or SITREP_ALERTMANAGER_URL",
};
const PROBE_MS = 5_000;

function sourceChecks({ connections }: App): Promise<Check[]> {
  return Promise.all(
    connections.map(async (connection) => sourceCheck(await connection.probe(AbortSignal.timeout(PROBE_MS)))),
  );
}

function sourceCheck({ source, status, detail }: SourceReport): Check {
  const good = status === "ok" || status === "empty";
  const level = good
    ? detail.includes("warning:")
      ? "warning"
      : "ok"
    : status === "not-configured" && source !== "kubernetes"
      ? "warning"
      : "failed";
  return {
    name: source,
    status: level,
    detail: good ? detail : `${status}${detail ? `: ${detail}` : ""}`,
    mend: status === "not-configured" ? (CONFIGURE[source] ?? null) : null,
  };
}

async function documentCheck({ library }: App): Promise<Check> {
  const { status, detail } = await library.report();
  if (status === "ok") return { name: "runbooks", status: "ok", detail, mend: null };
  return { name: "runbooks", status: "warning", detail: detail || status, mend: "sitrep ingest FOLDER" };
}

function modelCheck(app: App): Check {
  const { model } = app.config;
  if (model === "none")
    return { name: "model", status: "ok", detail: "none: documents are searched by words", mend: null };
  if (app.hasModel()) return { name: "model", status: "ok", detail: model, mend: null };
  return {
    name: "model",
    status: "warning",
    detail: `${model} is not on this machine: documents are searched by words`,
    mend: "sitrep model pull",
  };
}

function render({ name, status, detail, mend }: Check): string {
  const mark = { ok: "ok     ", warning: "warning", failed: "FAILED " }[status];
  return `${mark}  ${name.padEnd(13)} ${detail}${mend && !detail.includes(mend) ? `\n                        → ${mend}` : ""}`;
}
