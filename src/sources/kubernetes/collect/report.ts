import type { SourceReport, SourceStatus } from "../../../core/report.ts";
import { oneLine } from "../../../core/untrusted.ts";
import type { Logs } from "./logs.ts";
import type { Asked } from "./want.ts";

/** Secrets are not read by default: that is a choice and not a failure. */
const OPTIONAL = new Set(["Secret"]);
const MAX_REASONS = 4;

/** Kinds of which something may be missing, with the reason; `Kind in NAMESPACE` where only what is looked at in passing is. */
export function unlistedOf(asked: readonly Asked[]): Record<string, string> {
  const bad = asked.filter(({ listing }) => !isComplete(listing.status));
  return Object.fromEntries(bad.map(({ want, listing }) => [missingPart(want), listing.detail]));
}

function missingPart({ kind, namespace, needed }: Asked["want"]): string {
  const short = kind.split(".")[0] ?? "";
  return needed ? short : `${short} in ${namespace ?? "other namespaces"}`;
}

export function reportOf(
  asked: readonly Asked[],
  objects: number,
  logs: Logs,
  now: string,
  began: number,
): SourceReport {
  const bad = asked.filter(({ want, listing }) => !OPTIONAL.has(want.kind) && !isComplete(listing.status));
  const needed = bad.filter(({ want }) => want.needed);
  const detail = [`${objects} objects`, `${logs.streams.length} logs`, ...reasons(bad), ...logReasons(logs)].join(", ");
  const answered = asked.some(({ listing }) => listing.status === "ok" || listing.status === "truncated");
  return {
    source: "kubernetes",
    status: needed.length > 0 ? (answered ? "truncated" : worst(needed)) : objects > 0 ? "ok" : "empty",
    detail: oneLine(detail, 400),
    asOf: now,
    durationMs: Math.round(performance.now() - began),
  };
}

function isComplete(status: Asked["listing"]["status"]): boolean {
  return status === "ok" || status === "missing";
}

function worst(bad: readonly Asked[]): SourceStatus {
  if (bad.every(({ listing }) => listing.status === "denied")) return "denied";
  return bad.some(({ listing }) => listing.detail.includes("in time")) ? "timed-out" : "unreachable";
}

/** `ConfigMap, Event in kube-system: not allowed (RBAC)` */
function reasons(bad: readonly Asked[]): string[] {
  const places = bad.map(({ want: { kind, namespace, needed }, listing }) => ({
    detail: listing.detail,
    kind: needed || !namespace ? kind : `${kind} in ${namespace}`,
  }));
  const byDetail = Map.groupBy(places, ({ detail }) => detail);
  const lines = [...byDetail].map(([detail, items]) => {
    const kinds = [...new Set(items.map(({ kind }) => kind))];
    const more = kinds.length > MAX_REASONS ? ` and ${kinds.length - MAX_REASONS} more` : "";
    return `${kinds.slice(0, MAX_REASONS).join(", ")}${more}: ${detail}`;
  });
  return lines.slice(0, MAX_REASONS);
}

function logReasons({ failures }: Logs): string[] {
  return failures[0] ? [`${failures.length} logs not read: ${failures[0]}`] : [];
}
