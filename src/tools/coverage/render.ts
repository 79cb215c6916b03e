import { type Coverage, type CoveredAlert, isGap } from "./coverage.ts";

/** Rows of each list; the structured answer has all. */
const MAX_ROWS = 40;

/** What is missing first, with the annotation that would close the gap. */
export function renderCoverage({ alerts, unreached, shared, omitted }: Coverage): string {
  const gaps = alerts.filter(isGap);
  return [
    summaryOf(alerts),
    ...shown(gaps.map(rowOf)),
    ...(shared.length > 0 ? ["", "one document for many alerts, no section for each"] : []),
    ...shared.map(({ path, alerts: names }) => `  ${path}: ${names.join(", ")}`),
    ...(unreached.length > 0 ? ["", `${unreached.length} runbooks that no alert leads to`] : []),
    ...shown(unreached.map((path) => `  ${path}`)),
    ...omitted.map((line) => `left out: ${line}`),
  ].join("\n");
}

export function summaryOf(alerts: readonly CoveredAlert[]): string {
  const count = (...of: CoveredAlert["status"][]) => alerts.filter(({ status }) => of.includes(status)).length;
  const parts = [
    `${count("linked", "named")} of ${alerts.length} alerts have a runbook`,
    `${count("none")} without`,
    `${count("dead-link", "dead-anchor")} dead links`,
    `${count("elsewhere")} links to documents that are not indexed`,
  ];
  return parts.join(", ");
}

/** What is wrong with one alert, and what would fix it. */
export function gapOf({ status, url, candidate, runbook }: CoveredAlert): string {
  const near = candidate
    ? `nearest: ${candidate.path} (${Math.round(candidate.probability * 100)} %)`
    : "nothing comes near";
  if (status === "dead-anchor") return `${runbook} has no heading for ${url?.replace(/^[^#]*/, "")}`;
  return status === "dead-link" ? `${url} is not among the documents; ${near}` : `no runbook; ${near}`;
}

function rowOf(alert: CoveredAlert): string {
  const { name, from, line, fix } = alert;
  const place = line === undefined ? from : `${from}:${line}`;
  return `  ${name}  ${gapOf(alert)}  [${place}]${fix === null ? "" : `\n    add ${fix}`}`;
}

function shown(rows: readonly string[]): string[] {
  const left = rows.length - MAX_ROWS;
  return left > 0 ? [...rows.slice(0, MAX_ROWS), `  and ${left} more`] : [...rows];
}
