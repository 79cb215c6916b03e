import { type KubeEvent, lastSeen, messageOf, subjectOf, timesSeen } from "../../core/kubernetes/event.ts";
import { keyOf, type ObjectRef } from "../../core/object.ts";
import { timeOf } from "../../core/time.ts";

/** An Event of either API group, told the same way. */
export interface EventView {
  object: ObjectRef;
  reason: string;
  message: string;
  /** `Normal` events can be failures (image `BackOff`, `FailedBinding`): never filter on the type alone. */
  type: string;
  count: number;
  /** Last seen, ms since the epoch; 0 when the event carries no time. */
  at: number;
  first: number;
  component: string;
  namespace: string;
  name: string;
}

export interface EventIndex {
  /** Latest first. */
  of(ref: Pick<ObjectRef, "kind" | "namespace" | "name">): readonly EventView[];
  all: readonly EventView[];
}

export function indexEvents(events: readonly KubeEvent[]): EventIndex {
  const all = events.map(view).sort((a, b) => b.at - a.at || a.reason.localeCompare(b.reason));
  const byObject = Map.groupBy(all, ({ object }) => keyOf(object));
  return { all, of: (ref) => byObject.get(keyOf(ref)) ?? [] };
}

function view(event: KubeEvent): EventView {
  const about = subjectOf(event) ?? {};
  const created = timeOf(event.metadata.creationTimestamp) ?? 0;
  const first = timeOf(event.firstTimestamp) ?? timeOf(event.eventTime) ?? created;
  return {
    object: {
      apiVersion: about.apiVersion ?? "",
      kind: about.kind ?? "",
      namespace: about.namespace ?? "",
      name: about.name ?? "",
    },
    reason: event.reason ?? "",
    message: messageOf(event),
    type: event.type ?? "",
    count: timesSeen(event),
    at: timeOf(lastSeen(event)) ?? first,
    first,
    component: event.source?.component ?? event.reportingComponent ?? event.reportingController ?? "",
    namespace: event.metadata.namespace ?? about.namespace ?? "",
    name: event.metadata.name,
  };
}
