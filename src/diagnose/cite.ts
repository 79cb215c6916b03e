import { type Evidence, evidence } from "../core/evidence.ts";
import { unwrap } from "../core/log-envelope.ts";
import { type ObjectRef, shortName, shortType } from "../core/object.ts";
import type { Alert, LogStream, Series } from "../core/observation.ts";
import { duration } from "../core/time.ts";
import { oneLine } from "../core/untrusted.ts";
import { logCommand } from "./log-command.ts";
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

  /**
   * That `missing` is not there, shown by the list that lacks it; `about` is what the fact is told of, e.g. who names it.
   * `data.absent` is the name that the list must not have.
   */
  absence(missing: ObjectRef, about: ObjectRef, text: string): Evidence {
    return evidence({
      source: "kubernetes",
      kind: "object",
      objects: [about],
      at: null,
      query: `kubectl ${inNamespace(missing)}get ${shortType(missing.kind)}`,
      text: oneLine(text),
      data: { absent: missing.name },
    });
  },

  /** That an object of the cluster has no such label: those that have it are listed, and it is not among them. */
  unlabelled(about: ObjectRef, label: string, text: string): Evidence {
    const shown = cite.shown(about, `get ${shortType(about.kind)} -l ${label}`, text);
    return { ...shown, data: { absent: about.name } };
  },

  /** A fact that several objects show together, all of one namespace: who names a Service, which pods are ready. */
  objects(refs: readonly [ObjectRef, ...ObjectRef[]], about: ObjectRef, text: string): Evidence {
    const [first] = refs;
    return evidence({
      source: "kubernetes",
      kind: "object",
      objects: [about],
      at: null,
      query: `kubectl ${inNamespace(first)}get ${refs.map(shortName).join(" ")} -o yaml`,
      text: oneLine(text),
      data: {},
    });
  },

  /** A fact about an object that another command shows: what a node has left, how many pods run there. */
  shown(about: ObjectRef, command: string, text: string): Evidence {
    return evidence({
      source: "kubernetes",
      kind: "object",
      objects: [about],
      at: null,
      query: `kubectl ${command}`,
      text: oneLine(text),
      data: {},
    });
  },

  /** A fact that an event about the object tells. */
  eventsOf(ref: ObjectRef, text: string): Evidence {
    return cite.shown(ref, `${inNamespace(ref)}events --for ${ref.kind.toLowerCase()}/${ref.name}`, text);
  },

  /** What is behind a Service: an EndpointSlice says of each address whether it is ready. */
  endpoints(service: ObjectRef, text: string): Evidence {
    const { namespace, name } = service;
    const slices = `-n ${namespace} get endpointslices -l kubernetes.io/service-name=${name} -o yaml`;
    return cite.shown(service, slices, text);
  },

  /** That no pod has the labels; `data.absent` is `*`: the list is empty. */
  noPods(about: ObjectRef, selector: string, text: string): Evidence {
    const shown = cite.shown(about, `-n ${about.namespace} get pods -l ${selector}`, text);
    return { ...shown, data: { absent: "*" } };
  },

  /** Who wrote it last is in its managed fields, which kubectl shows only when it is told to. */
  edit(ref: ObjectRef, { at, by }: { at: number; by: string | undefined }, clock: string): Evidence {
    const text = `${ref.name} was last written at ${clock}${by ? ` by ${by}` : ""}`;
    const shown = cite.object(ref, text, {}, new Date(at).toISOString());
    return { ...shown, query: `${shown.query} --show-managed-fields` };
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
    return evidence({
      source: "kubernetes",
      kind: "log",
      objects: [{ apiVersion: "v1", kind: "Pod", namespace: stream.namespace, name: stream.pod }],
      at: line.at ?? null,
      query: logCommand(stream),
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
      source: alert.from === "prometheus" ? "prometheus" : "alertmanager",
      kind: "alert",
      objects,
      at: alert.startsAt,
      query: alertQuery(alert),
      text: oneLine(`alert ${alert.name} is ${alert.state}${summary ? `: ${summary}` : ""}`),
      data: { name: alert.name, state: alert.state, labels: alert.labels },
    });
  },

  /** `kubectl rollout history` shows what a revision holds, not what it changed: both templates together show that. */
  rollout(rollout: Rollout, text: string): Evidence {
    const { object, revision, previous, kept } = rollout;
    const keeper = object.kind === "Deployment" ? "rs" : "controllerrevisions";
    return evidence({
      source: "kubernetes",
      kind: "change",
      objects: [object],
      at: rollout.at ? new Date(rollout.at).toISOString() : null,
      query: `kubectl ${inNamespace(object)}get ${keeper} ${kept.join(" ")} -o yaml`,
      text: oneLine(text),
      data: { revision, previous, cause: rollout.cause ?? null, differences: rollout.differences },
    });
  },
};

function inNamespace(ref: ObjectRef): string {
  return ref.namespace ? `-n ${ref.namespace} ` : "";
}

/** An alert that only Prometheus knows, one that is pending, is a series of it. */
function alertQuery(alert: Alert): string {
  const { name, state, from } = alert;
  return from === "prometheus" ? `ALERTS{alertname="${name}",alertstate="${state}"}` : amtoolQuery(alert);
}

/** amtool leaves out what is muted unless it is asked for. */
export function amtoolQuery({ name, state, from }: Alert): string {
  const muted = state === "suppressed" ? " --silenced --inhibited" : "";
  const where = from?.startsWith("http") ? ` --alertmanager.url=${from}` : "";
  return `amtool alert query${muted} alertname=${name}${where}`;
}
