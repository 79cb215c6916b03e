import type { Probe } from "../../../core/kubernetes/container.ts";
import { once } from "../../../core/once.ts";
import { timeOf } from "../../../core/time.ts";
import type { EventView } from "../../situation/events.ts";
import { type ContainerView, containersOf, readySince } from "../../situation/pod.ts";
import { type Reading, readingOf } from "../../situation/probe-reading.ts";
import type { Situation } from "../../situation/situation.ts";
import type { WorkloadView } from "../../situation/workload.ts";

export const KINDS = ["readiness", "liveness", "startup"] as const;
export type ProbeKind = (typeof KINDS)[number];

/** A probe that fails now, and what the kubelet says about it. */
export interface ProbeFailure {
  workload: WorkloadView;
  container: ContainerView;
  kind: ProbeKind;
  probe: Probe;
  /** The latest event; `undefined` when events are gone and only the status tells that the container is not ready. */
  event: EventView | undefined;
  reading: Reading;
  /** Pods of the workload that are alike. */
  pods: number;
  /** Pods of the workload that answer the very same probe, and have for a while. */
  answering: number;
}

/** Every failing probe, once per workload, container and kind. */
export const probeFailures = once((situation: Situation): readonly ProbeFailure[] =>
  situation.workloads.flatMap((workload) => failuresOf(workload, situation)),
);

function failuresOf(workload: WorkloadView, situation: Situation): ProbeFailure[] {
  const views = workload.pods
    .flatMap(containersOf)
    .filter(({ init, spec }) => !init || spec.restartPolicy === "Always");
  return KINDS.flatMap((kind) => {
    const failing = views.flatMap((container) => failureOf(situation, workload, container, kind));
    return [...Map.groupBy(failing, ({ container }) => container.spec.name).values()].flatMap((alike) => {
      const told = alike.find(({ event }) => event) ?? alike[0];
      if (!told) return [];
      const answering = views.filter((view) => answers(view, told, situation.now)).length;
      return [{ ...told, pods: alike.length, answering }];
    });
  });
}

/** A probe that failed this long ago and not since has succeeded. */
const RECENT_MS = 10 * 60_000;

function failureOf(
  situation: Situation,
  workload: WorkloadView,
  container: ContainerView,
  kind: ProbeKind,
): ProbeFailure[] {
  const asked = container.spec[`${kind}Probe`];
  const probe = asked && (isRelayed(asked) ? (templateProbe(workload, container, kind) ?? asked) : asked);
  if (!probe || !isFailing(container, kind, probe, situation.now)) return [];
  const { namespace = "", name } = container.pod.metadata;
  const event = situation.events
    .of({ kind: "Pod", namespace, name })
    .find(
      ({ reason, message, at }) =>
        (reason === "Unhealthy" || reason === "ProbeWarning") &&
        message.toLowerCase().startsWith(`${kind} probe`) &&
        situation.now - at < RECENT_MS,
    );
  if (!event && (kind !== "readiness" || !container.status?.state?.running)) return [];
  const reading = readingOf(event?.message ?? "");
  // The agent answers 500 when it cannot reach the program at all.
  const relayed = asked !== probe && reading.status === 500;
  return [
    {
      workload,
      container,
      kind,
      probe,
      event,
      reading: relayed ? { ...reading, kind: "unreachable" } : reading,
      pods: 1,
      answering: 0,
    },
  ];
}

/** Has this container answered the very probe that fails? Then its path, port and scheme are right. */
function answers({ pod, spec, status }: ContainerView, { container, kind, probe }: ProbeFailure, now: number): boolean {
  const same = JSON.stringify(spec[`${kind}Probe`]) === JSON.stringify(container.spec[`${kind}Probe`]);
  if (spec.name !== container.spec.name || spec.image !== container.spec.image || !same) return false;
  if (kind === "startup") return status?.started === true;
  const since = readySince(pod);
  if (since === undefined) return false;
  return kind === "readiness" || ((status?.restartCount ?? 0) === 0 && now - since > killedAfter(probe));
}

/** Milliseconds until the kubelet has ended a container that never answers; its defaults are those of the API. */
function killedAfter({ initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 }: Probe): number {
  return (initialDelaySeconds + periodSeconds * failureThreshold) * 1000;
}

/** Not ready, not started or killed again and again, and for longer than a start that goes well needs. */
function isFailing({ status }: ContainerView, kind: ProbeKind, probe: Probe, now: number): boolean {
  const restarts = status?.restartCount ?? 0;
  if (kind === "liveness") return restarts > 0 || status?.ready === false;
  if (kind === "readiness" ? status?.ready !== false : status?.started !== false) return false;
  const started = timeOf(status?.state?.running?.startedAt);
  const patience = 30_000 + (probe.initialDelaySeconds ?? 0) * 1000;
  return restarts > 1 || started === undefined || now - started > patience;
}

/** Istio's injector has the kubelet ask the sidecar's agent, which asks the program; the template keeps what was meant. */
function isRelayed({ httpGet }: Probe): boolean {
  return httpGet?.path?.startsWith("/app-health/") ?? false;
}

function templateProbe({ template }: WorkloadView, { spec }: ContainerView, kind: ProbeKind): Probe | undefined {
  return template.spec?.containers?.find(({ name }) => name === spec.name)?.[`${kind}Probe`];
}
