import { labelsWithin } from "../../core/alert-target.ts";
import { confineQuery } from "./confine-query.ts";
import type { Answer, PrometheusReader, Recording, Rules } from "./reader.ts";

/**
 * A live server for a caller who may read these namespaces alone: every selector that is sent has their names in it. Rules
 * belong to everybody, so that of them only the alerts about these namespaces are told, without the rules' text.
 */
export function queriesWithin(reader: PrometheusReader, namespaces: readonly string[]): PrometheusReader {
  const confine = (query: string) => confineQuery(query, namespaces);
  const told = (answer: Answer): Answer => ({
    ...answer,
    series: answer.series.map((item) => stripped(item, namespaces)),
  });
  return {
    ...reader,
    query: async (query, time, signal) => told(await reader.query(confine(query), time, signal)),
    range: async (query, grid, signal) => told(await reader.range(confine(query), grid, signal)),
    names: (match, window, signal) => reader.names(match.map(confine), window, signal),
    labels: (match, window, signal) => reader.labels(confine(match), window, signal),
    rules: async (signal) => rulesWithin(await reader.rules(signal), namespaces),
    close: () => {},
  };
}

/** Another namespace's name is only left where it is the exporter's. */
function stripped<T extends { labels: Record<string, string> }>(item: T, namespaces: readonly string[]): T {
  const own = Object.entries(item.labels).filter(
    ([label, value]) => !/namespace/i.test(label) || namespaces.includes(value),
  );
  return { ...item, labels: Object.fromEntries(own) };
}

/** Of a recording, the series that are about these namespaces, by their own labels or by what the question adds. */
export function recordingWithin(recording: Recording, namespaces: readonly string[]): Recording {
  const rows = recording.rows.flatMap((row) => {
    const series = row.answer.series.flatMap((item) => {
      const labels = labelsWithin({ ...row.asked?.labels, ...item.labels }, namespaces);
      return labels ? [{ ...item, labels: kept(item.labels, labels) }] : [];
    });
    return series.length > 0 ? [{ ...row, answer: { ...row.answer, series } }] : [];
  });
  return { ...recording, rows };
}

function kept(labels: Record<string, string>, allowed: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([label]) => label in allowed));
}

export function rulesWithin({ rules, missing }: Rules, namespaces: readonly string[]): Rules {
  const own = rules.flatMap((rule) => {
    const alerts = rule.alerts.flatMap((alert) => {
      const labels = labelsWithin(alert.labels, namespaces);
      return labels ? [{ ...alert, labels }] : [];
    });
    return alerts.length > 0 ? [{ ...rule, query: "", labels: {}, annotations: {}, alerts }] : [];
  });
  return { rules: own, missing };
}
