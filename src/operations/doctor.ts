import { z } from "zod";
import { messageOf, SitrepError } from "../core/errors.ts";
import type { SourceReport } from "../core/report.ts";
import type { Connection } from "../core/source.ts";
import { defineTool } from "../core/tool.ts";
import type { Library } from "../knowledge/library.ts";
import { installedModel } from "../knowledge/model/folder.ts";
import { hasRuntime, INSTALL_RUNTIME } from "../knowledge/model/runtime.ts";
import { runbooks } from "../knowledge/source.ts";
import { type Installation, installation } from "./installation.ts";

const Check = z.object({
  name: z.string(),
  status: z.enum(["ok", "warning", "failed"]),
  detail: z.string(),
  /** The command or setting that fixes it. */
  fix: z.string().nullable(),
});
type Check = z.infer<typeof Check>;

/** `mend` is what `fix` was called before; whoever reads it still gets it. */
const Reported = Check.extend({ mend: z.string().nullable() });

export const doctor = defineTool({
  name: "doctor",
  title: "Check this installation",
  description: "What is configured, what answers, what is missing and how to fix it.",
  effect: "operate",
  checksAudit: true,
  needs: { installation, runbooks },
  input: z.object({}),
  output: z.object({ checks: z.array(Reported) }),
  cut: [],
  async handler(_input, { connections, installation: here, runbooks: library, signal }) {
    const sources = connections.map((connection) => sourceCheck(connection, signal));
    const checks = await Promise.all([...sources, documentCheck(library), modelCheck(here), auditCheck(here)]);
    return { checks: checks.map((check) => ({ ...check, mend: check.fix })) };
  },
  render: ({ checks }) => checks.map(renderCheck).join("\n"),
});

/** How to configure a source. What is wrong with a configured one is in its own report. */
const CONFIGURE: Record<string, string> = {
  kubernetes:
    "name a cluster: --context NAME, --kubeconfig FILE or KUBECONFIG; to try sitrep without one: --capture demo/capture",
  prometheus: "--prometheus-url URL or SITREP_PROMETHEUS_URL",
  alertmanager: "--alertmanager-url URL or SITREP_ALERTMANAGER_URL",
};

async function sourceCheck(connection: Connection, signal: AbortSignal): Promise<Check> {
  const report = await connection.probe(signal);
  const { source, status, completeness, detail, warning } = report;
  const told = [detail, ...(warning ? [`warning: ${warning}`] : [])].join("; ");
  return {
    name: source,
    status: levelOf(report),
    detail: completeness === "answered" ? told : `${status}${detail ? `: ${detail}` : ""}`,
    fix: status === "not-configured" ? (CONFIGURE[source] ?? null) : null,
  };
}

function levelOf({ source, status, completeness, warning }: SourceReport): Check["status"] {
  if (completeness === "answered") return warning ? "warning" : "ok";
  return status === "not-configured" && source !== "kubernetes" ? "warning" : "failed";
}

async function documentCheck(library: Library): Promise<Check> {
  const { status, detail, missing } = await library.report();
  if (status === "ok") return { name: "runbooks", status: "ok", detail, fix: null };
  const told = [detail || status, ...missing.map(({ why }) => why)].join("; ");
  const isNamed = missing.some(({ reason }) => reason === "stale");
  return { name: "runbooks", status: "warning", detail: told, fix: isNamed ? null : "sitrep ingest FOLDER" };
}

function modelCheck({ model, models }: Installation): Check {
  if (model === "none")
    return { name: "model", status: "ok", detail: "none: documents are searched by words", fix: null };
  if (!hasRuntime())
    return {
      name: "model",
      status: "warning",
      detail: "no runtime for a model is installed: documents are searched by words",
      fix: `${INSTALL_RUNTIME}, then sitrep model pull`,
    };
  if (installedModel(models, model)) return { name: "model", status: "ok", detail: model, fix: null };
  return {
    name: "model",
    status: "warning",
    detail: `${model} is not on this machine: documents are searched by words`,
    fix: "sitrep model pull",
  };
}

/** No record, no call: with an audit log that cannot be written, nothing but this works. */
async function auditCheck({ audit, testAudit }: Installation): Promise<Check> {
  try {
    await testAudit();
    return { name: "audit", status: "ok", detail: audit, fix: null };
  } catch (error) {
    const fix = error instanceof SitrepError ? (error.hint ?? null) : null;
    return { name: "audit", status: "failed", detail: messageOf(error), fix };
  }
}

function renderCheck({ name, status, detail, fix }: Check): string {
  const mark = { ok: "ok     ", warning: "warning", failed: "FAILED " }[status];
  return `${mark}  ${name.padEnd(13)} ${detail}${fix && !detail.includes(fix) ? `\n                        → ${fix}` : ""}`;
}
