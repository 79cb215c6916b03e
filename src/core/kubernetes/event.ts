import type { KubeObject, ObjectReference } from "./meta.ts";

/** `v1` and `events.k8s.io/v1` Events, as the API serves either. */
export interface KubeEvent extends KubeObject {
  involvedObject?: ObjectReference;
  regarding?: ObjectReference;
  type?: string;
  reason?: string;
  message?: string;
  note?: string;
  count?: number;
  deprecatedCount?: number;
  firstTimestamp?: string | null;
  lastTimestamp?: string | null;
  eventTime?: string | null;
  series?: { count?: number; lastObservedTime?: string };
  source?: { component?: string; host?: string };
  reportingComponent?: string;
  reportingController?: string;
}

export function subjectOf({ involvedObject, regarding }: KubeEvent): ObjectReference | undefined {
  return involvedObject ?? regarding;
}

/** RFC 3339; empty when the event carries no time. */
export function lastSeen({ series, lastTimestamp, eventTime, firstTimestamp, metadata }: KubeEvent): string {
  return series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? firstTimestamp ?? metadata.creationTimestamp ?? "";
}

export function timesSeen({ series, count, deprecatedCount }: KubeEvent): number {
  return series?.count ?? count ?? deprecatedCount ?? 1;
}

export function messageOf({ message, note }: KubeEvent): string {
  return message ?? note ?? "";
}
