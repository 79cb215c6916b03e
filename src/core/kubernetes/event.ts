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
