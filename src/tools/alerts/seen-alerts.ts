import { messageOf } from "../../core/errors.ts";
import { type Missing, told } from "../../core/missing.ts";
import type { Alert } from "../../core/observation.ts";
import { matcherOf, passes } from "../../sources/alertmanager/matcher.ts";
import type { AlertmanagerReader } from "../../sources/alertmanager/reader.ts";
import type { PrometheusReader } from "../../sources/prometheus/reader.ts";
import { alertsOf } from "../../sources/prometheus/rules.ts";

/** One alert, from wherever it was seen. */
export interface SeenAlert extends Alert {
  /** Ids of silences, fingerprints of inhibiting alerts. */
  mutedBy: readonly string[];
  /** PromQL of its rule; empty when only Alertmanager told of it. */
  query: string;
  /** False when Alertmanager answered and does not have it: nobody was told. */
  delivered: boolean;
}

export interface Readers {
  alertmanager?: AlertmanagerReader | undefined;
  prometheus?: PrometheusReader | undefined;
}

const NONE = { alerts: [], missing: [] };

interface Seen {
  alerts: SeenAlert[];
  /** What could not be asked, and what is therefore not known. */
  notes: string[];
}

/**
 * Alerts of Alertmanager and of Prometheus' own rules, each once. Alertmanager knows what is muted, Prometheus what is
 * pending and why it fires; either alone is enough. Throws what the only one, or the first of both, throws.
 */
export async function seenAlerts(
  { alertmanager, prometheus }: Readers,
  filters: readonly string[],
  signal: AbortSignal,
): Promise<Seen> {
  const [held, ruled] = await Promise.allSettled([
    alertmanager?.alerts(filters, signal),
    prometheus && ruleAlerts(prometheus, filters, signal),
  ]);
  const failures = [held, ruled].flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
  const configured = [alertmanager, prometheus].filter((reader) => reader !== undefined).length;
  if (failures.length > 0 && failures.length === configured) throw failures[0];
  const kept = held.status === "fulfilled" ? (held.value ?? NONE) : NONE;
  const fired = ruled.status === "fulfilled" ? (ruled.value ?? NONE) : NONE;
  const asked = alertmanager !== undefined && held.status === "fulfilled";
  const notes = [
    ...(held.status === "rejected" ? [`what is muted: Alertmanager: ${messageOf(held.reason)}`] : []),
    ...(ruled.status === "rejected" ? [`pending alerts: Prometheus: ${messageOf(ruled.reason)}`] : []),
    ...kept.missing.map((part) => `Alertmanager: ${told(part)}`),
    ...fired.missing.map((part) => `Prometheus: ${told(part)}`),
  ];
  return { alerts: merged(kept.alerts, fired.alerts, asked), notes };
}

type Held = Alert & { mutedBy: readonly string[] };
type Ruled = Alert & { query: string };

async function ruleAlerts(
  reader: PrometheusReader,
  filters: readonly string[],
  signal: AbortSignal,
): Promise<{ alerts: Ruled[]; missing: Missing[] }> {
  const matchers = filters.map(matcherOf);
  const { rules, missing } = await reader.rules(signal);
  const alerts = rules
    .flatMap((rule) => alertsOf([rule]).map((alert) => ({ ...alert, query: rule.query })))
    .filter(({ labels }) => matchers.every((matcher) => passes(matcher, labels)));
  return { alerts, missing };
}

function merged(held: readonly Held[], ruled: readonly Ruled[], asked: boolean): SeenAlert[] {
  const byName = Map.groupBy(ruled, ({ name }) => name);
  const matched = new Set<Ruled>();
  const both = held.map((alert): SeenAlert => {
    const same = byName.get(alert.name)?.find((other) => isSame(alert, other));
    if (same) matched.add(same);
    const annotations = { ...same?.annotations, ...alert.annotations };
    return { ...alert, annotations, query: same?.query ?? "", delivered: true };
  });
  const own = ruled.filter((alert) => !matched.has(alert));
  return [...both, ...own.map((alert) => ({ ...alert, mutedBy: [], delivered: !asked || alert.state === "pending" }))];
}

/** Prometheus adds its external labels on the way to Alertmanager. */
function isSame(held: Alert, ruled: Alert): boolean {
  return Object.entries(ruled.labels).every(([name, value]) => held.labels[name] === value);
}
