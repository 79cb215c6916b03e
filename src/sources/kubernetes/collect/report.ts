import type { KubeObject } from "../../../core/kubernetes/meta.ts";
import { grouped, type Missing, missing, told } from "../../../core/missing.ts";
import type { Scope } from "../../../core/observation.ts";
import { reportOf, type SourceReport } from "../../../core/report.ts";
import { isWhole, lackOf } from "../listing.ts";
import { type Asked, missingPart } from "./want.ts";

/** Secrets are not read by default: that is a choice and not a failure. */
const OPTIONAL = new Set(["Secret"]);
/** What runs something, or would. */
const RUNNING = new Set(["Pod", "ReplicaSet", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"]);

/** Kinds of which something may be missing, with the reason; `Kind in NAMESPACE` where only what is looked at in passing is. */
export function unlistedOf(asked: readonly Asked[]): Record<string, string> {
  const bad = asked.filter(({ listing }) => !isWhole(listing));
  return Object.fromEntries(bad.map(({ want, listing }) => [missingPart(want), listing.detail]));
}

/** What the lists lack. */
export function missingOf(asked: readonly Asked[]): Missing[] {
  return asked.flatMap(({ want, listing }) =>
    lackOf(missingPart(want), listing, want.needed && !OPTIONAL.has(want.kind) && listing.status !== "unread"),
  );
}

/** The same of a capture that says only which kinds are not whole. */
export function missingIn(unlisted: Record<string, string>): Missing[] {
  return Object.entries(unlisted).map(([kind, why]) =>
    missing(kind, "failed", why, !OPTIONAL.has(kind) && !kind.includes(" in ")),
  );
}

/** Where nothing runs, nothing can be well: what is asked about may be elsewhere, or gone. */
function idleOf(objects: readonly KubeObject[], { targets }: Pick<Scope, "targets">): Missing[] {
  const running = objects.filter(({ kind }) => RUNNING.has(kind));
  const busy = new Set(running.map(({ metadata }) => metadata.namespace));
  const names = [...new Set(targets.map(({ namespace }) => namespace))];
  const idle = names.filter((name) => (name === "" ? running.length === 0 : !busy.has(name)));
  return idle.map((name) => missing(name ? `workloads in ${name}` : "workloads", "absent", "there are none"));
}

interface Collection {
  objects: readonly KubeObject[];
  logs: number;
  lacks: readonly Missing[];
  unlisted: Record<string, string>;
  answered: boolean;
}

export function collected(
  { objects, logs, lacks, unlisted, answered }: Collection,
  scope: Scope,
  began: number,
): SourceReport {
  const isSure = answered && !Object.keys(unlisted).some((kind) => RUNNING.has(kind));
  const all = grouped([...lacks, ...(isSure ? idleOf(objects, scope) : [])]);
  const detail = [`${objects.length} objects`, `${logs} logs`, ...all.slice(0, MAX_REASONS).map(told)].join(", ");
  return reportOf({
    source: "kubernetes",
    found: objects.length > 0,
    answered,
    missing: all,
    detail,
    asOf: scope.now,
    began,
  });
}
const MAX_REASONS = 4;
