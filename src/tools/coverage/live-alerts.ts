import { messageOf, SitrepError } from "../../core/errors.ts";
import { throwIfGone } from "../../core/late.ts";
import type { KubernetesReader, ListKind } from "../../sources/kubernetes/reader.ts";
import { kubernetes } from "../../sources/kubernetes/source.ts";
import type { PrometheusReader } from "../../sources/prometheus/reader.ts";
import { prometheus } from "../../sources/prometheus/source.ts";
import { alertsIn, type KnownAlert } from "./known-alert.ts";

/** Where alert rules are. */
export const RULE_SOURCES = { prometheus, kubernetes };

interface Readers {
  prometheus?: PrometheusReader | undefined;
  kubernetes?: KubernetesReader | undefined;
}

export interface LiveAlerts {
  alerts: KnownAlert[];
  /** What could not be asked, and why. */
  omitted: string[];
}

const RULES = "PrometheusRule.monitoring.coreos.com";
const MAX_OBJECTS = 2_000;

/** Alert rules as Prometheus has loaded them, and as PrometheusRule objects hold them. Throws `unavailable` when nobody answers. */
export async function liveAlerts({ prometheus, kubernetes }: Readers, signal: AbortSignal): Promise<LiveAlerts> {
  const asked = await Promise.all([
    prometheus ? told("prometheus", () => loaded(prometheus, signal), signal) : NONE,
    kubernetes ? told("PrometheusRule", () => objects(kubernetes, signal), signal) : NONE,
  ]);
  const [alerts, omitted] = [asked.flatMap(({ alerts }) => alerts), asked.flatMap(({ omitted }) => omitted)];
  if (alerts.length > 0 || omitted.length === 0) return { alerts, omitted };
  throw new SitrepError("unavailable", `No alert rule could be read: ${omitted.join("; ")}.`, {
    hint: "sitrep doctor says what does not answer. Rule files need no live source: sitrep coverage rules/*.yaml",
  });
}

const NONE: LiveAlerts = { alerts: [], omitted: [] };

async function told(what: string, ask: () => Promise<LiveAlerts>, signal: AbortSignal): Promise<LiveAlerts> {
  try {
    return await ask();
  } catch (error) {
    throwIfGone(signal);
    return { alerts: [], omitted: [`${what}: ${messageOf(error)}`] };
  }
}

async function loaded(prometheus: PrometheusReader, signal: AbortSignal): Promise<LiveAlerts> {
  const { rules, missing } = await prometheus.rules(signal);
  const alerts = rules
    .filter(({ type }) => type === "alerting")
    .map(({ name, group, annotations, alerts: [active] }) => ({
      name,
      annotations: { ...active?.annotations, ...annotations },
      from: `prometheus group ${group}`,
    }));
  return { alerts, omitted: missing.map(({ what, why }) => `${what}: ${why}`) };
}

async function objects(kubernetes: KubernetesReader, signal: AbortSignal): Promise<LiveAlerts> {
  const list: ListKind = kubernetes.list;
  const { items, status, detail } = await list(RULES, { max: MAX_OBJECTS }, signal);
  const alerts = items.flatMap((item) =>
    alertsIn(item, `PrometheusRule ${item.metadata.namespace}/${item.metadata.name}`),
  );
  const isTold = status !== "ok" && status !== "unserved" && status !== "absent";
  return { alerts, omitted: isTold ? [`PrometheusRule: ${detail}`] : [] };
}
