import type { Answer } from "../core/answer.ts";
import type { AuditLog } from "../core/audit.ts";
import type { Environment } from "../core/environment.ts";
import type { Need } from "../core/tool.ts";

/** What sitrep runs on here, as operator commands ask for it in `needs`. The composition root makes it. */
export interface Installation {
  /** Folders: of the index, of the configured documents, of embedding models. */
  index: string;
  runbooks: readonly string[];
  models: string;
  /** Id of the embedding model, or `none`. */
  model: string;
  /** Probability from which a document is claimed; `undefined` for the one that was fitted. */
  claimFrom?: number | undefined;
  /** File of API keys. */
  keys: string;
  /** Names the proxy to what lies outside. */
  env: Environment;
  /** File of the audit log, or `off`. */
  audit: string;
  /** Reads it. */
  auditLog: AuditLog;
  /** Writes a line to the audit log. Throws `setup` when it cannot be written. */
  testAudit(): Promise<void>;
  /** Asks a capture in place of the live systems. */
  askCapture(dir: string, question: string, namespace: string | undefined, signal: AbortSignal): Promise<Answer>;
}

export const installation: Need<Installation> = { name: "installation", connect: async () => undefined };
