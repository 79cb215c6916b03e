import { type Coverage, type CoveredAlert, isGap } from "./coverage.ts";
import { gapOf, renderCoverage } from "./render.ts";

/** How gaps are told: for a person, as annotations of GitHub Actions, as SARIF 2.1.0 for code scanning. */
export const FORMATS = ["text", "github", "sarif"] as const;
export type Format = (typeof FORMATS)[number];

export function formatted(coverage: Coverage, format: Format): string {
  if (format === "text") return renderCoverage(coverage);
  const gaps = coverage.alerts.filter(isGap);
  return format === "github" ? gaps.map(annotation).join("\n") : JSON.stringify(sarif(gaps), null, 2);
}

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions, with its escapes. */
function annotation(alert: CoveredAlert): string {
  const place = alert.line === undefined ? "" : ` file=${property(alert.from)},line=${alert.line}`;
  return `::warning${place}::${data(`${alert.name}: ${gapOf(alert)}`)}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
function sarif(gaps: readonly CoveredAlert[]): object {
  const rules = ["dead-link", "dead-anchor", "none"].map((id) => ({ id }));
  const results = gaps.map((alert) => ({
    ruleId: alert.status,
    level: "warning",
    message: { text: `${alert.name}: ${gapOf(alert)}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: alert.from },
          ...(alert.line !== undefined && { region: { startLine: alert.line } }),
        },
      },
    ],
  }));
  return { version: "2.1.0", runs: [{ tool: { driver: { name: "sitrep", rules } }, results }] };
}
