import { LAYOUT } from "../../core/capture/layout.ts";
import type { CaptureWriter } from "../../core/capture/writer.ts";
import { SitrepError } from "../../core/errors.ts";
import { missingBy } from "../../core/failure.ts";
import type { Missing } from "../../core/missing.ts";
import type { LogStream, Scope } from "../../core/observation.ts";
import { type SourceReport, withMissing } from "../../core/report.ts";
import { collectFacts } from "./collect/collect.ts";
import type { KubernetesReader } from "./reader.ts";

/** Records what an investigation of these targets would see: the same objects, the same logs, what could not be listed. */
export async function captureKubernetes(
  reader: KubernetesReader,
  scope: Scope,
  writer: CaptureWriter,
  signal: AbortSignal,
): Promise<SourceReport> {
  const { observations, report } = await collectFacts(reader, scope, signal);
  const { objects = [], logs = [], unlisted = {} } = observations;
  await writer.json(LAYOUT.objects, { apiVersion: "v1", kind: "List", items: objects });
  await writer.json(LAYOUT.unlisted, unlisted);
  const lacks: Missing[] = [];
  for (const log of logs)
    await writeLog(writer, log).catch((error: unknown) => {
      if (!(error instanceof SitrepError)) throw error;
      lacks.push(missingBy("a log", error)); // its name leads out of the capture
    });
  return withMissing(report, lacks);
}

async function writeLog(writer: CaptureWriter, { namespace, pod, container, previous, lines }: LogStream) {
  const text = lines.map(({ at, text }) => (at === undefined ? text : `${at} ${text}`)).join("\n");
  await writer.text(LAYOUT.log(namespace, pod, container, previous), `${text}\n`);
}
