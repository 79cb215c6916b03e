import { z } from "zod";
import { defineTool } from "../../core/tool.ts";
import { runbooks } from "../../knowledge/source.ts";
import { Coverage, coverageOf } from "./coverage.ts";
import { liveAlerts, RULE_SOURCES } from "./live-alerts.ts";
import { renderCoverage } from "./render.ts";

export const getRunbookCoverage = defineTool({
  name: "get_runbook_coverage",
  title: "Get runbook coverage",
  description:
    "Which alert rules have a runbook among the indexed documents, by runbook_url and by name: none, dead links and anchors, the nearest document; and runbooks that no alert leads to.",
  effect: "read",
  needs: { runbooks },
  wants: RULE_SOURCES,
  input: z.object({}),
  output: Coverage,
  cut: ["unreached", "shared", "alerts"],
  async handler(_input, { runbooks: library, prometheus, kubernetes, signal }) {
    const { alerts, omitted } = await liveAlerts({ prometheus, kubernetes }, signal);
    return { ...(await coverageOf(alerts, library, signal)), omitted };
  },
  render: renderCoverage,
});
