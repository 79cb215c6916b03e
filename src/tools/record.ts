import { writeCapture } from "../core/capture/writer.ts";
import { SitrepError } from "../core/errors.ts";
import type { Scope } from "../core/observation.ts";
import type { SourceReport } from "../core/report.ts";
import type { Connection } from "../core/source.ts";

/** Writes what an investigation would see into a capture; nothing is left behind when Kubernetes does not answer. */
export async function recordCapture(
  connections: readonly Connection[],
  scope: Scope,
  dir: string,
  signal: AbortSignal,
): Promise<SourceReport[]> {
  const writer = await writeCapture(dir);
  try {
    const reports = await all(connections.map((connection) => connection.record(scope, writer, signal)));
    const cluster = reports.find(({ source }) => source === "kubernetes");
    if (!cluster || cluster.completeness === "not")
      throw new SitrepError(
        "unavailable",
        `Nothing was recorded: kubernetes is ${cluster?.status ?? "not-configured"}${cluster?.detail ? ` (${cluster.detail})` : ""}.`,
        { hint: "sitrep doctor says what is missing." },
      );
    const sources = reports
      .filter(({ status }) => status !== "not-configured")
      .map(({ source, status, detail, missing }) => [source, { status, detail, missing }]);
    await writer.finish({
      version: 1,
      cluster: scope.targets[0]?.cluster ?? "",
      takenAt: scope.now,
      window: { from: scope.from, to: scope.now },
      sources: Object.fromEntries(sources),
    });
    return reports;
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

/** All of them, or the first that failed, but not before every one has stopped writing. */
async function all<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
