import { type Evidence, evidence } from "../core/evidence.ts";
import { type ObjectRef, shortName } from "../core/object.ts";
import type { Alert, LogStream, Series } from "../core/observation.ts";
import { duration } from "../core/time.ts";
import { oneLine } from "../core/untrusted.ts";
import { unwrap } from "./logs/envelope.ts";
import type { Rollout } from "./situation/changes.ts";
import type { EventView } from "./situation/events.ts";

/** Makers of Evidence: each knows the command that shows the fact again. `text` is the fact in a line. */
export const cite = {
  object(ref: ObjectRef, text: string, data: Record<string, unknown> = {}, at: string | null = null): Evidence {
    return evidence({
      source: "kubernetes",
      kind: "object",
      objects: [ref],
      at,
      query: `kubectl ${inNamespace(ref)}get ${shortName(ref)} -o yaml`,
      text: oneLine(text),
      data,
    });
  },

  event(event: EventView, text?: string): Evidence {
    const times = event.count > 1 ? ` (${event.count} times in ${duration(event.at - event.first)})` : "";
    return evidence({
      source: "kubernetes",
      kind: "event",
      objects: [event.object],
      at: event.at ? new Date(event.at).toISOString() : null,
      query: `kubectl ${inNamespace(event.object)}events --for ${event.object.kind.toLowerCase()}/${event.object.name}`,
      text: oneLine(text ?? `${event.reason} ${shortName(event.object)}: ${event.message}${times}`, 400),
      data: { reason: event.reason, message: oneLine(event.message, 1000), count: event.count },
    });
  },

  /** The text has what the logger's fields mean, the data the line as it is. */
  log(stream: LogStream, line: { at?: string; text: string }, count = 1): Evidence {
    const previous = stream.previous ? " --previous" : "";
    return evidence({
      source: "kubernetes",
      kind: "log",
      objects: [{ apiVersion: "v1", kind: "Pod", namespace: stream.namespace, name: stream.pod }],
      at: line.at ?? null,
      query: `kubectl -n ${stream.namespace} logs ${stream.pod} -c ${stream.container}${previous}`,
      text: `${stream.container} logged${count > 1 ? ` ${count} times` : ""}: ${oneLine(unwrap(line.text).message || line.text, 300)}`,
      data: { container: stream.container, previous: stream.previous, line: oneLine(line.text, 1000), count },
    });
  },

  metric(series: Series, objects: ObjectRef[], text: string): Evidence {
    const last = series.points.at(-1);
    return evidence({
      source: "prometheus",
      kind: "metric",
      objects,
      at: last ? new Date(last[0] * 1000).toISOString() : null,
      query: series.query,
      text: oneLine(text),
      data: { labels: series.labels, last: last?.[1] ?? null },
    });
  },

  alert(alert: Alert, objects: ObjectRef[]): Evidence {
    const summary = alert.annotations.summary ?? alert.annotations.description ?? alert.annotations.message ?? "";
    return evidence({
      source: "alertmanager",
      kind: "alert",
      objects,
      at: alert.startsAt,
      query: `amtool alert query alertname=${alert.name}`,
      text: oneLine(`alert ${alert.name} is ${alert.state}${summary ? `: ${summary}` : ""}`),
      data: { name: alert.name, state: alert.state, labels: alert.labels },
    });
  },

  rollout(rollout: Rollout, text: string): Evidence {
    const { object, revision, previous } = rollout;
    return evidence({
      source: "kubernetes",
      kind: "change",
      objects: [object],
      at: rollout.at ? new Date(rollout.at).toISOString() : null,
      query: `kubectl ${inNamespace(object)}rollout history ${shortName(object)} --revision=${revision}`,
      text: oneLine(text),
      data: { revision, previous, cause: rollout.cause ?? null, differences: rollout.differences },
    });
  },
};

function inNamespace(ref: ObjectRef): string {
  return ref.namespace ? `-n ${ref.namespace} ` : "";
}
