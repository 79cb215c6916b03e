import { readFile } from "node:fs/promises";
import { isScalar, LineCounter, parseAllDocuments, visit } from "yaml";
import { z } from "zod";
import { messageOf, SitrepError } from "../core/errors.ts";
import { defineTool } from "../core/tool.ts";
import { runbooks } from "../knowledge/source.ts";
import { Coverage, coverageOf, isGap } from "../tools/coverage/coverage.ts";
import { FORMATS, formatted } from "../tools/coverage/formats.ts";
import { alertsIn, type KnownAlert } from "../tools/coverage/known-alert.ts";
import { liveAlerts, RULE_SOURCES } from "../tools/coverage/live-alerts.ts";
import { installation } from "./installation.ts";

export const checkCoverage = defineTool({
  name: "check_coverage",
  title: "Check runbook coverage",
  description: "Which alerts of rule files, or of the live rules where no file is named, have a runbook.",
  effect: "operate",
  needs: { installation, runbooks },
  // Files can be checked without any live source: the installation is always there.
  wants: { ...RULE_SOURCES, installation },
  input: z.object({
    files: z.array(z.string()).describe("Rule files or PrometheusRule manifests; the live rules when empty"),
    format: z.enum(FORMATS).default("text"),
  }),
  output: Coverage.extend({ gaps: z.int(), format: z.enum(FORMATS) }),
  cut: [],
  async handler({ files, format }, { runbooks: library, prometheus, kubernetes, signal }) {
    const { alerts, omitted } =
      files.length > 0
        ? { alerts: (await Promise.all(files.map(alertsOfFile))).flat(), omitted: [] }
        : await liveAlerts({ prometheus, kubernetes }, signal);
    if (alerts.length === 0)
      throw new SitrepError("input", "No alert rule was found.", {
        hint: "Name rule files: sitrep coverage rules/*.yaml; or Prometheus: --prometheus-url URL",
      });
    const coverage = await coverageOf(alerts, library, signal);
    return { ...coverage, omitted, gaps: coverage.alerts.filter(isGap).length, format };
  },
  render: ({ format, ...coverage }) => formatted(coverage, format),
});

async function alertsOfFile(file: string): Promise<KnownAlert[]> {
  try {
    const counter = new LineCounter();
    const documents = parseAllDocuments(await readFile(file, "utf8"), { lineCounter: counter });
    return [...documents].flatMap((document) => {
      if (document.errors[0]) throw document.errors[0];
      const lines = linesIn(document, counter);
      return alertsIn(document.toJS(), file).map((alert, i) => ({ ...alert, ...(lines[i] && { line: lines[i] }) }));
    });
  } catch (error) {
    throw new SitrepError("input", `${file} is no rule file: ${messageOf(error).split(/:?\n/)[0]}.`, {
      hint: "It holds groups of rules, or a PrometheusRule with them in its spec.",
      cause: error,
    });
  }
}

/** Lines of `alert: NAME`, in the order of the file. */
function linesIn(document: ReturnType<typeof parseAllDocuments>[number], counter: LineCounter): number[] {
  const lines: number[] = [];
  visit(document, {
    Pair(_, { key }) {
      if (isScalar(key) && key.value === "alert" && key.range) lines.push(counter.linePos(key.range[0]).line);
    },
  });
  return lines;
}
