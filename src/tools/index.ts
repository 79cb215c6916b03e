import type { AnyTool } from "../core/tool.ts";
import { getAlerts } from "./alerts/get-alerts.ts";
import { getChanges } from "./changes/get-changes.ts";
import { checkDeploy } from "./check-deploy.ts";
import { getRunbookCoverage } from "./coverage/get-runbook-coverage.ts";
import { investigate } from "./investigate.ts";

/** Tools that join several sources. */
export const TOOLS: readonly AnyTool[] = [investigate, checkDeploy, getChanges, getAlerts, getRunbookCoverage];
