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
  /** The command or setting that changes it. */
  mend: z.string().nullable(),
});
type Check = z.infer<typeof Check>;

export const doctor = defineTool({
  name: "doctor",
  title: "Check this installation",
  description: "What is configured, what answers, what is missing and how to fix it.",
  effect: "operate",
  checksAudit: true,
  needs: { installation, runbooks },
  input: z.object({}),
  output: z.object({ checks: z.array(Check) }),
  cut: [],
  async handler(_input, { connections, installation: here, runbooks: library, signal }) {
    const sources = connections.map((connection) => sourceCheck(connection, signal));
    return { checks: await Promise.all([...sources, documentCheck(library), modelCheck(here), auditCheck(here)]) };
  },
  render: ({ checks }) => checks.map(renderCheck).join("\n"),
});

/** How a source comes to be configured. What is wrong with one that is, its own report says. */
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
    mend: status === "not-configured" ? (CONFIGURE[source] ?? null) : null,
  };
}

function levelOf({ source, status, completeness, warning }: SourceReport): Check["status"] {
  if (completeness === "answered") return warning ? "warning" : "ok";
  return status === "not-configured" && source !== "kubernetes" ? "warning" : "failed";
}

async function documentCheck(library: Library): Promise<Check> {
  const { status, detail, missing } = await library.report();
  if (status === "ok") return { name: "runbooks", status: "ok", detail, mend: null };
  const told = [detail || status, ...missing.map(({ why }) => why)].join("; ");
  const isNamed = missing.some(({ reason }) => reason === "stale");
  return { name: "runbooks", status: "warning", detail: told, mend: isNamed ? null : "sitrep ingest FOLDER" };
}

function modelCheck({ model, models }: Installation): Check {
  if (model === "none")
    return { name: "model", status: "ok", detail: "none: documents are searched by words", mend: null };
  if (!hasRuntime())
    return {
      name: "model",
      status: "warning",
      detail: "no runtime for a model is installed: documents are searched by words",
      mend: `${INSTALL_RUNTIME}, then sitrep model pull`,
    };
  if (installedModel(models, model)) return { name: "model", status: "ok", detail: model, mend: null };
  return {
    name: "model",
    status: "warning",
    detail: `${model} is not on this machine: documents are searched by words`,
    mend: "sitrep model pull",
  };
}

/** No record, no call: with an audit log that cannot be written, nothing but this works. */
async function auditCheck({ audit, testAudit }: Installation): Promise<Check> {
  try {
    await testAudit();
    return { name: "audit", status: "ok", detail: audit, mend: null };
  } catch (error) {
    const mend = error instanceof SitrepError ? (error.hint ?? null) : null;
    return { name: "audit", status: "failed", detail: messageOf(error), mend };
  }
}

function renderCheck({ name, status, detail, mend }: Check): string {
  const mark = { ok: "ok     ", warning: "warning", failed: "FAILED " }[status];
  return `${mark}  ${name.padEnd(13)} ${detail}${mend && !detail.includes(mend) ? `\n                        → ${mend}` : ""}`;
}
