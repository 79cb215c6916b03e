import type { Alert } from "../../core/observation.ts";

/**
 * Without the alerts of Prometheus that an Alertmanager holds as well: it adds labels, takes away none, and is where people
 * look them up.
 */
export function eachOnce(alerts: readonly Alert[]): readonly Alert[] {
  const held = Map.groupBy(
    alerts.filter(({ from }) => from !== "prometheus"),
    ({ name, state }) => `${name} ${state}`,
  );
  return alerts.filter(
    (alert) =>
      alert.from !== "prometheus" ||
      !held.get(`${alert.name} ${alert.state}`)?.some((other) => hasLabelsOf(other, alert)),
  );
}

function hasLabelsOf(other: Alert, { labels }: Alert): boolean {
  return Object.entries(labels).every(([name, value]) => other.labels[name] === value);
}
