import type { AnyTool } from "../core/tool.ts";
import { explainCall, showAuditLog, verifyAuditLog } from "./audit.ts";
import { capture } from "./capture.ts";
import { checkCoverage } from "./check-coverage.ts";
import { doctor } from "./doctor.ts";
import { evalDiagnosis } from "./eval-diagnosis.ts";
import { evalRetrieval } from "./eval-retrieval.ts";
import { ingest } from "./ingest.ts";
import { createKey, listKeys, revokeKeyOperation } from "./keys.ts";
import { pullModel } from "./pull-model.ts";

/** What the person at the command line may run besides the tools. A server never holds them. */
export const OPERATIONS: readonly AnyTool[] = [
  capture,
  checkCoverage,
  doctor,
  evalDiagnosis,
  evalRetrieval,
  ingest,
  pullModel,
  createKey,
  listKeys,
  revokeKeyOperation,
  verifyAuditLog,
  showAuditLog,
  explainCall,
];
