import type { Evidence } from "../../../core/evidence.ts";
import type { Step } from "../../../core/finding.ts";
import { cite } from "../../cite.ts";
import type { Reference } from "../../graph/references.ts";
import type { Draft } from "../../rule.ts";
import type { WorkloadView } from "../../situation/workload.ts";
import { isSuffering } from "./link-draft.ts";

/** A finding about an address in a workload's configuration, of which no log complains (yet). */
export function configuredDraft(
  workload: WorkloadView,
  { holder, where, host, port }: Reference,
  title: string,
  more: readonly Evidence[],
  next: readonly Step[],
): Draft {
  return {
    object: holder,
    title,
    confidence: "medium",
    severity: isSuffering(workload) ? "critical" : "warning",
    affects: [workload.ref],
    evidence: [cite.object(holder, `${where} names ${host}${port ? `:${port}` : ""}`), ...more],
    next,
  };
}
